import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AccountId, ConsumerActor, OccupancyId } from '#lib/core/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { importEv } from './charging/import-ev.ts'
import { listCharging } from './charging/list-charging.ts'
import { copTenths, sumHeatPump } from './heat-pump/heat-pump-day.ts'
import { importHeatPump } from './heat-pump/import-heat-pump.ts'
import { listHeatPumpDays } from './heat-pump/list-heat-pump-days.ts'
import { startOccupancy } from './start-occupancy.ts'
import { testingOnlyAddAccount, testingOnlyAddSupplyPoint } from './testing.ts'

await useTestDatabase()

const folder = mkdtempSync(join(tmpdir(), 'energyos-records-'))
const file = (text: string): string => {
  const path = join(folder, `${Math.random()}.csv`)
  writeFileSync(path, text)
  return path
}

/** Beside this repository, or beside the folder of its worktrees. */
const real = ['../../../shared/data', '../../../../shared/data']
  .map((shared) => join(import.meta.dirname, shared))
  .find((one) => existsSync(one))

let accountId: AccountId
let actor: ConsumerActor
let occupancyId: OccupancyId
const ever = { fromMs: Date.parse('2018-01-01T00:00:00Z'), toMs: Date.parse('2027-01-01T00:00:00Z') }

beforeAll(async () => {
  accountId = await testingOnlyAddAccount()
  actor = { kind: 'consumer', accountId }
  const { id: supplyPointId } = await testingOnlyAddSupplyPoint()
  const startsAt = new Date('2018-10-01T00:00:00Z')
  const occupancy = await startOccupancy({ accountId, supplyPointId, startsAt, level: 2, method: 'test' })
  occupancyId = occupancy.id
})

describe('charging sessions', () => {
  const header = 'session_id,location,user_id,plugin_local,plugout_local,connection_hours,energy_kwh'

  it('of one user are taken, in the time of their place, and once only', async () => {
    const path = file(
      [
        header,
        'A_1,ASK,me,2020-10-24T22:00:00,2020-10-25T06:00:00,8,12.345',
        'A_2,ASK,somebody,2020-10-24T22:00:00,2020-10-25T06:00:00,8,1',
        'A_3,ASK,me,2020-07-01T10:00:00,,,5',
        // Before they lived here, not readable, and out before in
        'A_4,ASK,me,2018-09-30T10:00:00,2018-09-30T11:00:00,1,5',
        'A_5,ASK,me,2020-13-01T10:00:00,,,5',
        'A_6,ASK,me,2020-07-01T10:00:00,2020-07-01T09:00:00,1,5',
        'A_7,ASK,me,2020-07-01T10:00:00,2020-07-01T12:00:00,2,much',
      ].join('\n'),
    )
    expect(await importEv(path, accountId, 'me')).toEqual({ rows: 6, stored: 2, skipped: 4 })
    expect(await importEv(path, accountId, 'me')).toEqual({ rows: 6, stored: 0, skipped: 4 })
    expect(await listCharging(actor, occupancyId, ever)).toMatchObject([
      { startsAt: new Date('2020-07-01T08:00:00Z'), endsAt: null, energyWh: 5000 },
      // The clocks go back in that night: nine hours, not eight
      {
        startsAt: new Date('2020-10-24T20:00:00Z'),
        endsAt: new Date('2020-10-25T05:00:00Z'),
        energyWh: 12_345,
        costPence: null,
      },
    ])
  })

  it('are refused where a column is missing', async () => {
    await expect(importEv(file('a,b\n1,2'), accountId, 'me')).rejects.toMatchObject({
      reason: 'unknown-header',
    })
  })

  it.skipIf(!real)('of the published data set are read, those without an end too', async () => {
    const path = join(real ?? '', 'ev-sessions.csv.gz')
    const report = await importEv(path, accountId, 'ASK_Plass67')
    expect(report.rows).toBeGreaterThan(50)
    expect(report).toMatchObject({ stored: report.rows, skipped: 0 })
  })
})

describe('heat-pump intervals', () => {
  const header =
    'system_id,interval_start_utc,interval_minutes,coverage_minutes,electricity_kwh,immersion_kwh,heat_kwh_derived,flow_temp_c'

  it('become settlement days whose COP compares like with like', async () => {
    const path = file(
      [
        header,
        // 23:30 UTC in July is half past midnight of the next day
        'hp,2020-07-01T23:30:00Z,30,30,1.0,0,3.5,40.0',
        'hp,2020-07-02T00:00:00Z,30,30,1.0,0,,',
        'hp,2020-07-02T00:30:00Z,30,15,0.5,0,-0.2,31.0',
        'other,2020-07-02T00:30:00Z,30,30,9,0,9,90',
        'hp,2020-07-02T01:00:00Z,30,30,,0,1,35',
      ].join('\n'),
    )
    expect(await importHeatPump(path, accountId, 'hp')).toEqual({ rows: 4, stored: 1, skipped: 1 })
    const [day] = await listHeatPumpDays(actor, occupancyId, { first: '2020-07-01', last: '2020-07-31' })
    // 3.3 kWh of heat from 1.5 kWh; the third kWh of electricity has no heat to compare. (40 x 30 + 31 x 15) / 45 = 37
    expect(day).toEqual({
      day: '2020-07-02',
      electricityWh: 2500,
      heatWh: 3300,
      pairedWh: 1500,
      flowTenths: 370,
      minutes: 75,
      boundary: null,
      demo: true,
    })
    expect(day && copTenths(day)).toBe(22)
  })

  it('have no COP where hardly any electricity was used, or the heat is not known', () => {
    expect(copTenths({ heatWh: 500, pairedWh: 99 })).toBeUndefined()
    expect(copTenths({ heatWh: null, pairedWh: null })).toBeUndefined()
    expect(copTenths({ heatWh: 345, pairedWh: 100 })).toBe(35)
  })

  it.skipIf(!real)('of the published British home give a COP as it was reported', async () => {
    const path = join(real ?? '', 'heat-pump.csv.gz')
    const report = await importHeatPump(path, accountId, 'uk-daikin-1')
    expect(report).toMatchObject({ rows: 106, skipped: 0, stored: 3 })
    const days = await listHeatPumpDays(actor, occupancyId, { first: '2024-10-01', last: '2024-10-31' })
    // The source reports 133.5 kWh in and 392.0 kWh out over ten days: 2.9
    expect(copTenths(sumHeatPump(days)) ?? 0).toBeGreaterThan(22)
    expect(copTenths(sumHeatPump(days)) ?? 0).toBeLessThan(36)
  })
})
