/** Half hours of one settlement day, as the data API gives them: 46, 48 or 50 values in Wh, null where none is held. */
export interface DayReadings {
  /** Date in Europe/London */
  settlementDate: string
  /** First instant of the day, RFC 3339 */
  start: string
  values: readonly (number | null)[]
}

/** Total of one settlement day within a month. */
export interface DayTotal {
  settlementDate: string
  /** Wh; null where the day has no reading */
  value: number | null
  /** Half hours that are held, of `periods` that the day has */
  readings: number
  periods: number
}

/** Total of one calendar month, or of the part of it that is shown. */
export interface MonthTotal {
  /** `2013-03` */
  month: string
  value: number | null
  readings: number
  periods: number
}

/** A settlement day as the 48 half hours of the clock on the wall. */
export interface ClockDay {
  settlementDate: string
  start: string
  cells: readonly (number | null)[]
}

/** Which way the energy went: used from the grid, or sent to it. */
export type Direction = 'import' | 'export'

/** What a chart says, in words. */
export interface ChartSummary {
  headline: string
  detail: string
}
