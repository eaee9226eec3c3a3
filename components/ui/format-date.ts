/** An instant, as a Date or in RFC 3339, or a date without time (`2027-11-23`), which has no time zone. */
export type DateInput = Date | string

export type DateFormat = 'day' | 'short-day' | 'weekday' | 'weekday-day' | 'month' | 'time' | 'day-time'

const parts = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  'short-day': { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  'weekday-day': { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const isPlainDate = (input: DateInput | number): input is string =>
  typeof input === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(input)

const instantOf = (input: DateInput | number): number =>
  typeof input === 'string' ? Date.parse(input) : Number(input)

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** "5:30pm", "9am", "midday", "midnight": never the ambiguous 12am. */
function formatTime(input: DateInput | number): string {
  const [hour = 0, minute = 0] = clock.format(instantOf(input)).split(':').map(Number)
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : 'midday'
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`
}

/** A date or time as people in Britain write it, in Europe/London: "23 November 2027", "5:30pm". */
export function formatDate(input: DateInput | number, format: DateFormat = 'day'): string {
  if (format === 'time') return formatTime(input)
  if (format === 'day-time') return `${formatDate(input, 'day')} at ${formatTime(input)}`
  const timeZone = isPlainDate(input) ? 'UTC' : 'Europe/London'
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...parts[format] })
    .format(instantOf(input))
    .replace(',', '')
}

/** Value of `<time datetime>`. */
export const machineDate = (input: DateInput): string =>
  typeof input === 'string' ? input : input.toISOString()
