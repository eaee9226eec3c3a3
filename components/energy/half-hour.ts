import { formatDate } from '../ui/format-date.ts'

const halfHour = 30 * 60 * 1000

/** Local time at the start of a half hour, counted from the start of the day: right on the days the clocks change. */
export const timeAt = (start: string, index: number): string =>
  formatDate(Date.parse(start) + index * halfHour, 'time')

/** A stretch of half hours in words: "5pm to 7pm". `to` is not included. */
export const timeSpan = (start: string, from: number, to: number): string =>
  `${timeAt(start, from)} to ${timeAt(start, to)}`
