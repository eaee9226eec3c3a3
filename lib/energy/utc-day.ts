import { AppError } from '#lib/core/index.ts'

export const HALF_HOUR_MS = 1_800_000
export const DAY_MS = 86_400_000
/** Half hours of a UTC day; a settlement day has 46, 48 or 50. */
export const HALF_HOURS = 48

/** Days from 1970-01-01 to the UTC day of an instant. */
export const dayNumberOf = (ms: number): number => Math.floor(ms / DAY_MS)

/** `2013-03-31` of a day number. Gregorian; after "days from civil" (H. Hinnant), exact for years 0 to 9999. */
export function isoDate(dayNumber: number): string {
  const z = dayNumber + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
}

/** The inverse of `isoDate`. Throws `invalid` on anything that isn't a real date written as YYYY-MM-DD. */
export function parseDate(date: string): number {
  if (/^\d{4}-\d\d-\d\d$/.test(date)) {
    const number = dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)))
    if (isoDate(number) === date) return number
  }
  throw new AppError('invalid', 'not-a-date', 'A date is written as YYYY-MM-DD, for example 2027-03-28.')
}

/** Day number of a Gregorian date; a day past the end of its month runs on into the next. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** `2013-03-31T00:30:00Z`, with milliseconds only where there are any. */
export function isoInstant(ms: number): string {
  const time = ms - dayNumberOf(ms) * DAY_MS
  const seconds = Math.floor(time / 1000)
  const fraction = time % 1000 ? `.${String(time % 1000).padStart(3, '0')}` : ''
  const clock = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  return `${isoDate(dayNumberOf(ms))}T${clock}${fraction}Z`
}

const pad = (n: number): string => (n < 10 ? `0${n}` : String(n))
