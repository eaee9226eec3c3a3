import type { Method } from './evidence.ts'
import { holder } from './holder-assertion.ts'
import { letter } from './letter/verify-letter.ts'
import { meterReading } from './meter/verify-reading.ts'
import type { OccupancyVerifier } from './verifier.ts'

/** Every way that there is, in the order in which the page offers them. Another one is added here. */
export const verifiers: Readonly<Record<Method, OccupancyVerifier>> = {
  'meter-reading': meterReading,
  letter,
  holder,
}

export const isMethod = (value: unknown): value is Method =>
  typeof value === 'string' && Object.hasOwn(verifiers, value)
