import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { findBySourceRef, importLcl, settlementDayStart, startOccupancy } from '#lib/energy/index.ts'
import type { Tokens } from '#lib/testing/third-party.ts'
import { expect, test } from './fixtures.ts'
import { ask, chooseAll, confirmStop, consentPage, expectNoAccess, fillSignIn } from './journeys.ts'
import { energyRequest, grantedOf, type TestParty } from './party.ts'
import { addPerson } from './people.ts'

const REAL = join(import.meta.dirname, '../../shared/data/electricity-halfhourly.csv.gz')
const HOUSEHOLD = 'MAC000002'
const isReal = existsSync(REAL)
const HALF_HOUR = 1_800_000
const YEAR = { from: '2013-01-01', to: '2014-01-01' }

interface Series {
  days: {
    settlementDate: string
    start: string
    values: (number | null)[]
    value: number
    readings: number
  }[]
  months: { month: string; value: number; readings: number; periods: number }[]
}

/** Every reading of the household in the file, read in the plainest way: instant -> Wh. */
function readSource(path: string): Map<number, number> {
  const bytes = readFileSync(path)
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().split('\n')
  const rows = lines.filter((line) => line.startsWith(`${HOUSEHOLD},`)).map((line) => line.split(','))
  return new Map(rows.map(([, at = '', kwh = '']) => [Date.parse(at), Math.round(Number(kwh) * 1000)]))
}

/** The same form with made-up values, for where the real file isn't. */
function generateSource(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'energyos-lcl-')), 'generated.csv')
  const start = Date.parse('2013-01-01T00:00:00Z')
  const rows = Array.from({ length: 17_520 }, (_, i) => {
    const at = new Date(start + i * HALF_HOUR).toISOString().replace('.000', '')
    return `${HOUSEHOLD},${at},${(((i * 7919) % 3000) / 1000).toFixed(3)}`
  })
  writeFileSync(path, `household_id,reading_utc,kwh\n${rows.join('\n')}\n`)
  return path
}

const read = async (party: TestParty, tokens: Tokens, query: Record<string, string>): Promise<Series> => {
  const answer = await party.get(
    `/energy/v1/supply-points/${grantedOf(tokens).supply_points[0]}/readings`,
    tokens,
    query,
  )
  expect(answer.status).toBe(200)
  return (await answer.json()) as Series
}

/** Wh of the half hours of [from, to) in the source. */
function sumOf(source: Map<number, number>, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at += HALF_HOUR) sum += source.get(at) ?? 0
  return sum
}

test.use({ javaScriptEnabled: false })

test(`a year of ${isReal ? 'real Low Carbon London' : 'GENERATED (../shared/data is absent)'} readings is imported, consented to, read value for value, and withdrawn`, async ({
  page,
  party,
}) => {
  test.setTimeout(180_000)
  const path = isReal ? REAL : generateSource()
  const source = readSource(path)
  expect(source.size).toBeGreaterThan(17_000)
  await importLcl(path)
  const point = await findBySourceRef(`lcl:${HOUSEHOLD}`)
  const person = await addPerson('Lee Conway')
  const since = new Date(settlementDayStart('2012-01-01'))
  const { accountId } = person.actor
  if (!point) throw new Error('the household was not imported')
  await startOccupancy({ accountId, supplyPointId: point.id, startsAt: since, level: 2, method: 'test' })

  const detail = energyRequest({ history: { from: '2012-01-01' } })
  const request = await ask(page, party, detail)
  await fillSignIn(page, person)
  await chooseAll(page)
  await consentPage(page).allow.click()
  await page.waitForURL('**/callback?*')
  const tokens = await request.finish(page.url())

  await test.step('every half hour of 2013 is that of the file, and nothing else', async () => {
    const { days } = await read(party, tokens, { ...YEAR, granularity: 'PT30M' })
    const got = new Map<number, number>()
    for (const { start, values } of days) {
      for (const [i, wh] of values.entries()) if (wh !== null) got.set(Date.parse(start) + i * HALF_HOUR, wh)
    }
    const [from, to] = [settlementDayStart(YEAR.from), settlementDayStart(YEAR.to)]
    const wanted = new Map([...source].filter(([at]) => at >= from && at < to))
    expect(got.size).toBe(wanted.size)
    expect([...wanted].filter(([at, wh]) => got.get(at) !== wh)).toEqual([])
    const lengthOf = (date: string) =>
      days.find(({ settlementDate }) => settlementDate === date)?.values.length
    expect([lengthOf('2013-03-31'), lengthOf('2013-07-01'), lengthOf('2013-10-27')]).toEqual([46, 48, 50])
  })

  await test.step('daily and monthly totals are the sums of the file', async () => {
    const { days } = await read(party, tokens, { ...YEAR, granularity: 'P1D' })
    expect(days).toHaveLength(365)
    const wrong = days.filter(({ start, value }, i) => {
      const end = Date.parse(days[i + 1]?.start ?? new Date(settlementDayStart(YEAR.to)).toISOString())
      return value !== sumOf(source, Date.parse(start), end)
    })
    expect(wrong).toEqual([])
    const { months } = await read(party, tokens, { ...YEAR, granularity: 'P1M' })
    const starts = [
      ...months.map(({ month }) => settlementDayStart(`${month}-01`)),
      settlementDayStart(YEAR.to),
    ]
    expect(months.map(({ value }) => value)).toEqual(
      months.map((_, i) => sumOf(source, starts[i] ?? 0, starts[i + 1] ?? 0)),
    )
    expect(months).toHaveLength(12)
  })

  await test.step('and once withdrawn, the next request is refused', async () => {
    await page.goto(`/connections/${grantedOf(tokens).arrangement_id}/stop`)
    await confirmStop(page)
    await expectNoAccess(party, tokens)
  })
})
