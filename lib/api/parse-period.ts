import { AppError } from '#lib/core/index.ts'
import { settlementDayStart } from '#lib/energy/index.ts'

const DAY = 86_400_000
const MOST_DAYS = 400

const date = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** Parses `from` and `to`: instants with an offset (RFC 3339) or settlement dates; half-open, at most 400 days. */
export function parsePeriod(
  from: string | undefined,
  to: string | undefined,
): { fromMs: number; toMs: number } {
  const fromMs = parseMoment('from', from)
  const toMs = parseMoment('to', to)
  if (fromMs >= toMs) throw new AppError('invalid', 'period-order', 'from must lie before to.')
  if (toMs - fromMs > MOST_DAYS * DAY) {
    throw new AppError('invalid', 'period-too-wide', `Ask for at most ${MOST_DAYS} days at a time.`)
  }
  return { fromMs, toMs }
}

function parseMoment(name: string, text: string | undefined): number {
  const wrong = () =>
    new AppError(
      'invalid',
      `${name}-not-valid`,
      `${name}: give a date, or an instant with its offset (RFC 3339).`,
    )
  if (!text) throw wrong()
  if (date.test(text)) {
    if (!isCalendarDate(text)) throw wrong()
    return settlementDayStart(text)
  }
  const ms = instant.test(text) && isCalendarDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms)) throw wrong()
  return ms
}

/** Whether a well-formed date exists, within the years we know: `Date.parse` would roll 30 February over. */
function isCalendarDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return (
    !Number.isNaN(ms) &&
    new Date(ms).toISOString().startsWith(text) &&
    text >= '2000-01-01' &&
    text < '2100-01-01'
  )
}
