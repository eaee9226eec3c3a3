import type { ReadingWindow } from '../reading-window.ts'
import {
  monthAfter,
  settlementDayAfter,
  settlementDayStart,
  settlementMonthStart,
} from '../settlement-day.ts'
import { isoDate, parseDate } from '../utc-day.ts'

export const usageViews = ['day', 'month', 'year'] as const
export type UsageView = (typeof usageViews)[number]

/** A settlement day, a calendar month or a calendar year of somebody's own use. */
export interface UsagePeriod extends ReadingWindow {
  view: UsageView
  /** `2026-11-24`, `2026-11` or `2026` */
  name: string
  /** First and last settlement date */
  first: string
  last: string
}

/** The day, month or year in which a settlement date lies. Throws `invalid` on what is no date. */
export function usagePeriod(view: UsageView, date: string): UsagePeriod {
  settlementDayStart(date)
  const name = date.slice(0, { day: 10, month: 7, year: 4 }[view])
  if (view === 'day') return between(view, name, name, settlementDayAfter(name))
  if (view === 'month') return between(view, name, `${name}-01`, `${monthAfter(name)}-01`)
  return between(view, name, `${name}-01-01`, `${monthAfter(`${name}-12`)}-01`)
}

function between(view: UsageView, name: string, first: string, end: string): UsagePeriod {
  const [fromMs, toMs] = [settlementDayStart(first), settlementDayStart(end)]
  return { view, name, first, last: dayBefore(end), fromMs, toMs }
}

/** Settlement dates in the period before and in the one after. */
export const neighboursOf = ({ first, last }: UsagePeriod): { before: string; after: string } => ({
  before: dayBefore(first),
  after: settlementDayAfter(last),
})

/** The twelve months that are over at a settlement date, as a window. */
export function yearOver(date: string): ReadingWindow {
  const month = date.slice(0, 7)
  const yearAgo = `${String(Number(month.slice(0, 4)) - 1)}${month.slice(4)}`
  return { fromMs: settlementMonthStart(yearAgo), toMs: settlementMonthStart(month) }
}

/** The month that was over last at a settlement date: `2026-10` on any day of November. */
export const monthOver = (date: string): string => dayBefore(`${date.slice(0, 7)}-01`).slice(0, 7)

const dayBefore = (date: string): string => isoDate(parseDate(date) - 1)
