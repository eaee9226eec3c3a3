import type { AccountId } from '#lib/core/index.ts'
import { homesOverTime, type RecordReport, readKwh, readRecords } from '../import-records.ts'
import { settlementDateOf, settlementDayAfter, settlementDayStart } from '../settlement-day.ts'
import type { HeatPumpRow } from './heat-pump-day.ts'
import { upsertHeatPumpDays } from './store.ts'

const columns = [
  'system_id',
  'interval_start_utc',
  'coverage_minutes',
  'electricity_kwh',
  'heat_kwh_derived',
  'flow_temp_c',
] as const

/** An interval of a heat pump: its heat may be negative for a while, when it defrosts. */
interface Interval {
  day: string
  minutes: number
  electricityWh: number
  heatWh: number | undefined
  flowTenths: number | undefined
}

/**
 * Imports the intervals of one heat pump as settlement days, for an account, at the home where it lived on the whole of
 * the day. Again stores nothing twice.
 */
export async function importHeatPump(
  path: string,
  accountId: AccountId,
  system: string,
): Promise<RecordReport> {
  const homeOver = await homesOverTime(accountId)
  const report = { rows: 0, stored: 0, skipped: 0 }
  const intervals: Interval[] = []
  for await (const row of readRecords(path, columns)) {
    if (row.system_id !== system) continue
    report.rows++
    const interval = readInterval(row)
    if (interval) intervals.push(interval)
    else report.skipped++
  }
  const rows: HeatPumpRow[] = []
  for (const [day, parts] of Map.groupBy(intervals, (part) => part.day)) {
    const home = homeOver(settlementDayStart(day), settlementDayStart(settlementDayAfter(day)))
    if (home) rows.push({ ...sumDay(day, parts), accountId, supplyPointId: home.supplyPointId })
    else report.skipped += parts.length
  }
  report.stored = await upsertHeatPumpDays(rows)
  return report
}

function readInterval(row: Record<(typeof columns)[number], string>): Interval | undefined {
  const startMs = Date.parse(row.interval_start_utc)
  const electricityWh = readKwh(row.electricity_kwh)
  const minutes = Number(row.coverage_minutes || 'none')
  if (Number.isNaN(startMs) || electricityWh === undefined || electricityWh < 0) return undefined
  if (!(minutes >= 0 && minutes <= 60)) return undefined
  const flow = Number(row.flow_temp_c || 'none')
  return {
    day: settlementDateOf(startMs),
    minutes,
    electricityWh,
    heatWh: readKwh(row.heat_kwh_derived),
    flowTenths: Number.isNaN(flow) ? undefined : flow * 10,
  }
}

function sumDay(day: string, parts: readonly Interval[]): Omit<HeatPumpRow, 'accountId' | 'supplyPointId'> {
  const sum = (pick: (part: Interval) => number, of = parts) =>
    of.reduce((total, part) => total + pick(part), 0)
  const heated = parts.filter(({ heatWh }) => heatWh !== undefined)
  const warm = parts.filter(({ flowTenths }) => flowTenths !== undefined)
  const warmMinutes = sum(({ minutes }) => minutes, warm)
  return {
    day,
    electricityWh: sum(({ electricityWh }) => electricityWh),
    heatWh:
      heated.length > 0
        ? Math.max(
            0,
            sum(({ heatWh }) => heatWh ?? 0, heated),
          )
        : null,
    pairedWh: heated.length > 0 ? sum(({ electricityWh }) => electricityWh, heated) : null,
    flowTenths:
      warmMinutes > 0
        ? Math.round(sum(({ flowTenths, minutes }) => (flowTenths ?? 0) * minutes, warm) / warmMinutes)
        : null,
    minutes: Math.min(1500, Math.round(sum(({ minutes }) => minutes))),
    boundary: null,
    demo: true,
  }
}
