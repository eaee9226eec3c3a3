import { Temporal } from 'temporal-polyfill'
import { AppError } from '#lib/core/index.ts'

/** Sharing may be agreed for at most 12 months ahead (Australian CDR rule 4.12; our C7). */
export const LIMIT_MONTHS = 12

/** Refuses an end date that has passed or lies beyond the limit. `today` and `until` are settlement dates. */
export function periodWithinLimit(until: string, today: string): void {
  const limit = Temporal.PlainDate.from(today).add({ months: LIMIT_MONTHS }).toString()
  if (until < today) throw new AppError('invalid', 'period-over', 'access.until: the end date has passed')
  if (until > limit) {
    throw new AppError('invalid', 'period-too-long', `access.until: at most ${LIMIT_MONTHS} months ahead`)
  }
}
