import { opensGranularity } from '../level.ts'
import type { Home } from '../list-homes.ts'

/** Whether somebody sees their own electricity of a home: proved well enough for half hours, and not closed. */
export const opensUsage = ({ fuel, level, closed }: Home): boolean =>
  fuel === 'electricity' && opensGranularity(level, 'PT30M') && !closed
