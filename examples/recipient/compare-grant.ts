import { longDate } from './dates.ts'
import type { EnergyDetail } from './energy-request.ts'

/** One line of "what we asked for, what you shared". */
export interface GrantLine {
  what: string
  asked: string
  shared: string
  /** The consumer shares less than we asked for */
  less: boolean
}

const usage: Record<string, string> = {
  'meter.electricity.hh': 'Every half hour',
  'meter.electricity.daily': 'Daily totals',
  'meter.electricity.monthly': 'Monthly totals',
}

/** Sets what was granted beside what was asked: a consumer may always share less. */
export function compareGrant(asked: EnergyDetail, granted: EnergyDetail): GrantLine[] {
  const line = (what: string, say: (detail: EnergyDetail) => string): GrantLine => {
    const [before, after] = [say(asked), say(granted)]
    return { what, asked: before, shared: after, less: before !== after }
  }
  return [
    line('Electricity use', finestUsage),
    line('Area and meter number ending', (detail) =>
      detail.datatypes.includes('supply-point.basic') ? 'Yes' : 'No',
    ),
    line('Readings from', (detail) => longDate(detail.history.from)),
    line('Last day of sharing', (detail) => longDate(detail.access.until)),
  ]
}

/** The finest detail among the permissions, in words; they are listed from fine to coarse above. */
function finestUsage({ datatypes }: EnergyDetail): string {
  const finest = Object.keys(usage).find((id) => datatypes.includes(id))
  return (finest && usage[finest]) ?? 'No'
}
