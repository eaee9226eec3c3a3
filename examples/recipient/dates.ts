import { Temporal } from 'temporal-polyfill'

/** Days are settlement days: calendar days in Great Britain, 'YYYY-MM-DD'. */
export const ZONE = 'Europe/London'

export const today = (): string => Temporal.Now.plainDateISO(ZONE).toString()

export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString()

export const addMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString()

/** The month of a date, 'YYYY-MM', and its bounds: first day, and first day after it. */
export const monthOf = (date: string): string => date.slice(0, 7)
export const monthStart = (date: string): string => `${monthOf(date)}-01`
export const monthEnd = (date: string): string => addMonths(monthStart(date), 1)

export const later = (a: string, b: string): string => (a > b ? a : b)
export const earlier = (a: string, b: string): string => (a < b ? a : b)

/** Whether a text is a date that exists. */
export function isDate(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const format = (options: Intl.DateTimeFormatOptions) => {
  const formatter = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })
  return (date: string): string => formatter.format(new Date(`${date}T00:00:00Z`)).replace(',', '')
}

/** '31 May 2026', 'Sunday 31 May 2026', 'Sunday 31 May'; for 'YYYY-MM-01' also 'May 2026' and 'May'. */
export const longDate = format({ day: 'numeric', month: 'long', year: 'numeric' })
export const weekdayDate = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
export const weekdayShort = format({ weekday: 'long', day: 'numeric', month: 'long' })
export const monthName = format({ month: 'long', year: 'numeric' })
export const monthShort = format({ month: 'short' })

/** Hours and minutes on a British clock at an instant; when the clocks go back some come twice. */
export function clockAt(instant: Temporal.Instant): { hour: number; minute: number; label: string } {
  const { hour, minute } = instant.toZonedDateTimeISO(ZONE)
  const minutes = minute ? `:${String(minute).padStart(2, '0')}` : ''
  const label = hour + minute === 0 ? 'midnight' : `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`
  return { hour, minute, label: hour === 12 && minute === 0 ? 'midday' : label }
}
