import { Temporal } from 'temporal-polyfill'
import type { AccountId } from '#lib/core/index.ts'
import { homesOverTime, type RecordReport, readKwh, readRecords } from '../import-records.ts'
import type { ChargingRow } from './session.ts'
import { upsertSessions } from './store.ts'

const columns = ['session_id', 'location', 'user_id', 'plugin_local', 'plugout_local', 'energy_kwh'] as const
type EvRow = Record<(typeof columns)[number], string>

/** The stamps of this data set are wall-clock times of Norway, without an offset. */
const ZONE = 'Europe/Oslo'

/**
 * Imports the charging sessions of one user of the Norwegian data set (Sørensen et al. 2024) for an account, at the home
 * where it lived at the time. Again stores nothing twice.
 */
export async function importEv(path: string, accountId: AccountId, user: string): Promise<RecordReport> {
  const homeOver = await homesOverTime(accountId)
  const rows: ChargingRow[] = []
  const report = { rows: 0, stored: 0, skipped: 0 }
  for await (const row of readRecords(path, columns)) {
    if (row.user_id !== user) continue
    report.rows++
    const session = readSession(row)
    const home =
      session && homeOver(session.startsAt.getTime(), (session.endsAt ?? session.startsAt).getTime())
    if (home) rows.push({ ...session, accountId, supplyPointId: home.supplyPointId })
    else report.skipped++
  }
  report.stored = await upsertSessions(rows)
  return report
}

function readSession(row: EvRow): Omit<ChargingRow, 'accountId' | 'supplyPointId'> | undefined {
  const startsAt = readLocal(row.plugin_local)
  const endsAt = row.plugout_local ? readLocal(row.plugout_local) : null
  const energyWh = readKwh(row.energy_kwh)
  if (!startsAt || endsAt === undefined || energyWh === undefined || energyWh < 0) return undefined
  if (endsAt && endsAt < startsAt) return undefined
  const sourceRef = `ev:${row.session_id}`
  return {
    sourceRef,
    charger: `Charger at ${row.location} (research data)`,
    startsAt,
    endsAt,
    energyWh,
    costPence: null,
    demo: true,
  }
}

function readLocal(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return undefined
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).epochMilliseconds)
  } catch {
    return undefined
  }
}
