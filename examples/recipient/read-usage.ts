import { addDays, addMonths, earlier, later, monthEnd, monthStart } from './dates.ts'
import type { DayTotal, EnergyApi, HalfHours, MonthTotal, SupplyPoint } from './energy-api.ts'
import type { EnergyDetail } from './energy-request.ts'

/** What one look at the data shows. Parts that the consumer doesn't share, or that hold nothing, are missing. */
export interface Usage {
  points: SupplyPoint[]
  point: SupplyPoint | undefined
  /** The day looked at: the one chosen, or the latest with data */
  date: string | undefined
  halfHours?: HalfHours | undefined
  days?: DayTotal[]
  months?: MonthTotal[]
}

export interface Choice {
  point?: string | undefined
  date?: string | undefined
}

/** One request may cover 400 days; a little less leaves room for days of 25 hours. */
const WINDOW_DAYS = 399

/** Reads what the page needs and no more: every read stands in the consumer's own access history. */
export async function readUsage(
  api: EnergyApi,
  { history }: EnergyDetail,
  choice: Choice,
  today: string,
): Promise<Usage> {
  const points = await api.supplyPoints()
  const point = points.find(({ supplyPointId }) => supplyPointId === choice.point) ?? points[0]
  const usage = { points, point, date: choice.date }
  if (!point?.granularity) return usage
  if (point.granularity === 'P1M') {
    const from = later(history.from, addMonths(monthStart(today), -11))
    return { ...usage, months: await api.months(point.supplyPointId, from, addDays(today, 1)) }
  }
  const days = await readMonth(api, point, history.from, choice.date, today)
  const date = choice.date ?? days.at(-1)?.settlementDate
  if (!date || point.granularity === 'P1D') return { ...usage, date, days }
  const [halfHours] = await api.halfHours(point.supplyPointId, date, addDays(date, 1))
  return { ...usage, date, days, halfHours }
}

/** Daily totals of the month of `date`, or of the latest month that has any. */
async function readMonth(
  api: EnergyApi,
  { supplyPointId }: SupplyPoint,
  first: string,
  date: string | undefined,
  today: string,
) {
  if (date) return api.days(supplyPointId, monthStart(date), monthEnd(date))
  for (let to = addDays(today, 1); to > first; to = addDays(to, -WINDOW_DAYS)) {
    const days = await api.days(supplyPointId, later(first, addDays(to, -WINDOW_DAYS)), to)
    const latest = days.at(-1)?.settlementDate
    if (latest) return days.filter(({ settlementDate }) => settlementDate >= monthStart(latest))
  }
  return []
}

export interface DateLimits {
  min: string
  max: string
}

/** The days among which a consumer may choose, inclusive. */
export const dateLimits = ({ history, access }: EnergyDetail, today: string): DateLimits => ({
  min: history.from,
  max: earlier(access.until, today),
})
