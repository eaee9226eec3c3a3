import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { db, pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { generateReadings } from './generate-demo-readings.ts'
import { importLcl } from './import-lcl.ts'
import { formatReport, type ImportReport } from './import-report.ts'
import { findOccupant, linkOccupant } from './link-occupant.ts'
import { parseMpan } from './mpan.ts'
import { unpackDay } from './reading-day.ts'
import { syntheticMpan } from './research-home.ts'
import { testingOnlyAddAccount } from './testing.ts'
import { isoInstant } from './utc-day.ts'

await useTestDatabase()

const folder = mkdtempSync(join(tmpdir(), 'energyos-import-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => pool().query('truncate supply_point, reading_day cascade'))

function file(content: string | Buffer, name = 'readings.csv'): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** Everything stored, as `household time -> Wh`. */
async function stored(): Promise<Map<string, number>> {
  const { rows } = await pool().query(
    `select source_ref, day - date '1970-01-01' as day, wh from reading_day join supply_point on key = supply_point_key`,
  )
  const all = new Map<string, number>()
  for (const { source_ref, day, wh } of rows) {
    for (const [slot, value] of unpackDay(wh).entries()) {
      if (value >= 0) all.set(`${source_ref} ${isoInstant((day * 48 + slot) * 1_800_000)}`, value)
    }
  }
  return all
}

/** Each row was counted exactly once. */
function accountedFor({ added, unchanged, corrected, duplicates, skipped }: ImportReport): number {
  return Object.values(skipped).reduce(
    (sum, { count }) => sum + count,
    added + unchanged + corrected + duplicates,
  )
}

const published = [
  'LCLid,stdorToU,DateTime,KWH/hh (per half hour) ,Acorn,Acorn_grouped',
  'MAC000002,Std,2012-10-12 00:30:00.0000000, 0 ,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-12 01:00:00.0000000,2.6070001,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-12 01:30:00.0000000,Null,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-12 01:37:27.0000000,Null,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-12 01:40:00.0000000,0.5,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 00:00:00.0000000,0.263,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 00:00:00.0000000,0.263,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 00:00:00.0000000,0.264,ACORN-A,Affluent',
  '',
  'MAC000002,Std,2012-10-13 00:30:00.0000000,  ,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 01:00:00.0000000,-0.1,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 01:30:00.0000000,NaN,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 02:00:00.0000000,1000.001,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 02:30:00.0000000,1000,ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 03:00:00.0000000,0.1,ACORN-A',
  'MAC000002,Std,2012-02-30 00:30:00.0000000,0.1,ACORN-A,Affluent',
  ',Std,2012-10-13 03:30:00.0000000,0.1,ACORN-A,Affluent',
  'MAC000002,Std,"2012-10-13 04:00:00.0000000,0.1,"ACORN-A,Affluent',
  'MAC000002,Std,2012-10-13 04:30:00.0000000,0.045,ACORN-A,Affluent',
  'LCLid,stdorToU,DateTime,KWH/hh (per half hour) ,Acorn,Acorn_grouped',
  '"MAC000003","ToU","2013-03-31 00:30:00.0000000","0.1","ACORN-P","Adversity"',
  'MAC000003,ToU,2013-03-31 01:00:00.0000000,0.2,ACORN-P,Adversity',
]

const publishedValues = new Map([
  ['lcl:MAC000002 2012-10-12T00:30:00Z', 0],
  ['lcl:MAC000002 2012-10-12T01:00:00Z', 2607],
  ['lcl:MAC000002 2012-10-13T00:00:00Z', 263],
  ['lcl:MAC000002 2012-10-13T02:30:00Z', 1_000_000],
  ['lcl:MAC000002 2012-10-13T04:30:00Z', 45],
  ['lcl:MAC000003 2013-03-31T00:30:00Z', 100],
  ['lcl:MAC000003 2013-03-31T01:00:00Z', 200],
])

describe('a published file with every oddity', () => {
  it.each([
    ['with Windows line ends', published.join('\r\n')],
    ['with Unix line ends and a byte order mark', `\ufeff${published.join('\n')}\n`],
    ['with both line ends', published.map((line, i) => line + (i % 2 ? '\n' : '\r\n')).join('')],
    ['as gzip', gzipSync(published.join('\r\n'))],
  ])('%s is stored and reported row by row', async (_, content) => {
    const report = await importLcl(file(content))
    expect(await stored()).toEqual(publishedValues)
    expect(report).toEqual({
      form: 'published',
      rows: 21,
      households: 2,
      added: 7,
      unchanged: 0,
      corrected: 0,
      duplicates: 1,
      skipped: {
        'no-value': { count: 3, examples: [{ line: 4 }, { line: 5 }, { line: 11 }] },
        'off-grid': { count: 1, examples: [{ line: 6 }] },
        conflict: { count: 1, examples: [{ line: 9, earlierLine: 7 }] },
        'negative-value': { count: 1, examples: [{ line: 12 }] },
        'bad-value': { count: 1, examples: [{ line: 13 }] },
        'absurd-value': { count: 1, examples: [{ line: 14 }] },
        'wrong-columns': { count: 1, examples: [{ line: 16 }] },
        'bad-stamp': { count: 3, examples: [{ line: 17 }, { line: 19 }, { line: 21 }] },
        'bad-household': { count: 1, examples: [{ line: 18 }] },
      },
      firstSupplyPoint: expect.stringMatching(/^spt_/),
      elapsedMs: expect.any(Number),
      failure: null,
    })
    expect(accountedFor(report)).toBe(report.rows)
  })

  it('imported again stores nothing new', async () => {
    const path = file(published.join('\r\n'))
    const first = await importLcl(path)
    const again = await importLcl(path)
    expect(again).toEqual({ ...first, added: 0, unchanged: 7, elapsedMs: again.elapsedMs })
    expect(await stored()).toEqual(publishedValues)
  })

  it('gives a report that names lines and reasons, never values', async () => {
    const report = await importLcl(file(published.join('\r\n')), { examples: 2 })
    expect(formatReport({ ...report, elapsedMs: 100 })).toBe(
      `
21 rows of 2 households in 0.1 s (210 rows/s)
          7  stored, new
          0  unchanged: stored before with the same value
          0  corrected: stored before with another value
          1  repeated in the file with the same value
          3  skipped: no reading (blank or Null)
             line 4, line 5 …
          1  skipped: not on the hour or half hour
             line 6
          1  skipped: another value than an earlier row for the same half hour; the earlier row counts
             line 9 (against line 7)
          1  skipped: the reading is negative
             line 12
          1  skipped: the reading is not a number
             line 13
          1  skipped: more than 1,000 kWh in half an hour
             line 14
          1  skipped: another number of columns than the header
             line 16
          3  skipped: no readable UTC time
             line 17, line 19 …
          1  skipped: no usable household id
             line 18
`.trim(),
    )
  })
})

const tidy = (...rows: string[]): string => ['household_id,reading_utc,kwh', ...rows, ''].join('\n')

describe('the tidy form', () => {
  it('is recognised, whatever the file is called', async () => {
    const text = tidy('MAC000010,2013-01-01T00:00:00Z,0.5', 'MAC000010,2013-01-01T00:30:00Z,1.0779999')
    const report = await importLcl(file(gzipSync(text), 'plain.csv'))
    expect(report).toMatchObject({ form: 'tidy', rows: 2, households: 1, added: 2, failure: null })
    expect(await importLcl(file(text, 'not-really.gz'))).toMatchObject({ rows: 2, added: 0, unchanged: 2 })
  })

  it('corrects what an earlier import stored, and adds to it', async () => {
    await importLcl(file(tidy('MAC000010,2013-01-01T00:00:00Z,0.5', 'MAC000010,2013-01-01T01:00:00Z,0.7')))
    const report = await importLcl(
      file(tidy('MAC000010,2013-01-01T00:00:00Z,0.6', 'MAC000010,2013-01-01T00:30:00Z,0.1')),
    )
    expect(report).toMatchObject({ added: 1, unchanged: 0, corrected: 1 })
    expect([...(await stored()).values()].toSorted()).toEqual([100, 600, 700])
  })
})

describe('a household', () => {
  it('becomes a supply point labelled as research data, with an MPAN that is valid and always the same', async () => {
    await importLcl(file(tidy('MAC000010,2013-01-01T00:00:00Z,0.5')))
    const points = await db().supplyPoint.findMany()
    expect(points).toMatchObject([
      {
        mpan: syntheticMpan('lcl:MAC000010'),
        address: 'Household MAC000010, Low Carbon London trial (research data)',
        gspGroup: '_C',
        sourceRef: 'lcl:MAC000010',
        demo: true,
      },
    ])
    expect(parseMpan(points[0]?.mpan ?? '')).toMatch(/^12/)
    expect(syntheticMpan('lcl:MAC000010')).not.toBe(syntheticMpan('lcl:MAC000011'))
  })

  it('whose MPAN somebody else has gets the next one', async () => {
    const mpan = syntheticMpan('lcl:MAC000010')
    await db().supplyPoint.create({
      data: { id: 'spt_taken', mpan, address: 'Elsewhere', postcode: 'N1 1AA' },
    })
    await importLcl(file(tidy('MAC000010,2013-01-01T00:00:00Z,0.5')))
    const point = await db().supplyPoint.findUnique({ where: { sourceRef: 'lcl:MAC000010' } })
    expect(point?.mpan).toBe(syntheticMpan('lcl:MAC000010', 1))
  })

  it('is linked to an account once', async () => {
    const account = await testingOnlyAddAccount('asha@example.com')
    expect(await findOccupant('Asha@example.com')).toBe(account)
    await expect(findOccupant('nobody@example.com')).rejects.toMatchObject({ code: 'not_found' })
    const { firstSupplyPoint } = await importLcl(file(tidy('MAC000010,2013-01-01T00:00:00Z,0.5')))
    if (!firstSupplyPoint) throw new Error('nothing was imported')
    expect(await linkOccupant(account, firstSupplyPoint, '2012-07-01')).toBe(true)
    expect(await linkOccupant(account, firstSupplyPoint, '2012-07-01')).toBe(false)
    const occupancies = await db().occupancy.findMany({ where: { accountId: account } })
    expect(occupancies).toMatchObject([
      { startsAt: new Date('2012-06-30T23:00:00Z'), method: 'operator-import' },
    ])
  })
})

describe('a file that is none', () => {
  it.each([
    ['with another header', 'date,kwh\n2013-01-01,1\n', 'unknown-header'],
    ['that is empty', '', 'empty-file'],
    ['of one long line', 'x'.repeat(2_000_000), 'line-too-long'],
    ['that is a zip archive', Buffer.from('504b0304', 'hex'), 'zip-file'],
    ['that only claims to be gzip', Buffer.from('1f8b0000', 'hex'), 'gzip-damaged'],
  ])('%s is refused, and nothing is stored', async (_, content, reason) => {
    await expect(importLcl(file(content))).rejects.toMatchObject({ code: 'invalid', reason })
    expect(await db().supplyPoint.count()).toBe(0)
  })

  it('that does not exist is refused', async () => {
    await expect(importLcl(join(folder, 'nowhere'))).rejects.toMatchObject({ reason: 'no-such-file' })
    await expect(importLcl(folder)).rejects.toMatchObject({ reason: 'file-not-readable' })
  })
})

/** Three made-up homes in the tidy form: rows in file order and what they mean. */
function makeUp(days: number): { text: string; values: Map<string, number> } {
  const values = new Map<string, number>()
  const rows: string[] = []
  for (const household of ['MAC000101', 'MAC000102', 'MAC000103']) {
    const toDay = isoInstant(Date.parse('2013-01-01') + days * 86_400_000).slice(0, 10)
    const made = generateReadings({
      seed: household,
      fromDay: '2013-01-01',
      toDay,
      profile: { dailyWh: 9000 },
    })
    for (const { dayNumber, values: day } of made) {
      for (const [slot, wh] of day.entries()) {
        const time = isoInstant((dayNumber * 48 + slot) * 1_800_000)
        rows.push(`${household},${time},${wh / 1000}`)
        values.set(`lcl:${household} ${time}`, wh)
      }
    }
  }
  return { text: tidy(...rows), values }
}

describe('a file that ends early', () => {
  const { text, values } = makeUp(365)
  const whole = gzipSync(text)

  it('keeps what was whole, says so, and is completed by the whole file', async () => {
    const cut = await importLcl(file(whole.subarray(0, Math.floor(whole.length * 0.8))))
    expect(cut.failure).toMatch('ends early')
    expect(formatReport(cut)).toContain('not read to its end')
    const kept = await stored()
    expect(kept.size).toBe(cut.added)
    expect(kept.size).toBeGreaterThan(1000)
    for (const [key, wh] of kept) expect(values.get(key)).toBe(wh)
    const rest = await importLcl(file(whole))
    expect(rest).toMatchObject({
      added: values.size - kept.size,
      unchanged: kept.size,
      corrected: 0,
      failure: null,
    })
    expect(await stored()).toEqual(values)
  })

  it('within a line never stores half a number', async () => {
    const text = tidy(
      'MAC000010,2013-01-01T00:00:00Z,0.5',
      `MAC000010,2013-01-01T00:30:00Z,0.25${'9'.repeat(50)}`,
    )
    const bytes = gzipSync(text, { level: 0 })
    await expect(importLcl(file(bytes.subarray(0, bytes.length - 40)))).resolves.toMatchObject({ added: 1 })
    expect([...(await stored()).values()]).toEqual([500])
  })
})

describe('a file with damaged bytes', () => {
  it('is refused whole: what it unpacks to may look right', async () => {
    const damaged = gzipSync(makeUp(365).text, { level: 0 })
    const at = damaged.lastIndexOf('2013-12-30T12:00:00Z,0.') + 23
    damaged.write(damaged.toString('latin1', at, at + 1) === '1' ? '2' : '1', at)
    await expect(importLcl(file(damaged))).rejects.toMatchObject({ reason: 'gzip-damaged' })
    expect(await db().supplyPoint.count()).toBe(0)
  })

  it('or with a line without end keeps what came before it', async () => {
    const good = 'MAC000010,2013-01-01T00:00:00Z,0.5'
    const odd = await importLcl(file(tidy(good, 'x'.repeat(300_000), 'MAC000010,2013-01-01T00:30:00Z,0.25')))
    expect(odd).toMatchObject({ added: 2, skipped: { 'wrong-columns': { count: 1 } }, failure: null })
    const endless = await importLcl(file(tidy(good, 'x'.repeat(3_000_000), good)))
    expect(endless).toMatchObject({ unchanged: 1, failure: 'A line is longer than 1 MB.' })
  })
})

describe('a file in any order', () => {
  it('gives the same readings in little memory, and the first of two contradicting rows counts', async () => {
    const { text, values } = makeUp(40)
    const [header = '', ...rows] = text.trim().split('\n')
    const byTime = rows.toSorted((a, b) => a.slice(10).localeCompare(b.slice(10)))
    const report = await importLcl(file([header, ...byTime].join('\n')), { openDays: 3 })
    expect(report).toMatchObject({ rows: rows.length, added: rows.length, households: 3, skipped: {} })
    expect(await stored()).toEqual(values)
  })

  it('never lets a late row change a day that was stored', async () => {
    const early = 'MAC000101,2012-12-31T00:00:00Z,1'
    const { text, values } = makeUp(365)
    const [header, ...rows] = text.trim().split('\n')
    const late = ['MAC000101,2012-12-31T00:00:00Z,2', 'MAC000101,2012-12-31T00:30:00Z,2']
    const report = await importLcl(file([header, early, ...rows, ...late].join('\n')), { openDays: 10 })
    const line = rows.length + 3
    expect(report.skipped).toEqual({ 'too-late': { count: 2, examples: [{ line }, { line: line + 1 }] } })
    expect(await stored()).toEqual(new Map([...values, ['lcl:MAC000101 2012-12-31T00:00:00Z', 1000]]))
  })
})

describe('any rubbish between good rows', () => {
  const rubbish = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replace(/[\n]/g, ''))

  it('changes nothing about them, and every row is counted once', async () => {
    const good = [
      'MAC000201,2013-01-01T00:00:00Z,0.5',
      'MAC000202,2013-01-01T00:30:00Z,0.25',
      'MAC000201,2013-01-02T00:00:00Z,40',
    ]
    await fc.assert(
      fc.asyncProperty(fc.array(rubbish, { minLength: 3, maxLength: 12 }), async (lines) => {
        const mixed = lines.flatMap((line, i) => (good[i] ? [line, good[i]] : [line]))
        const report = await importLcl(file(tidy(...mixed)))
        expect(accountedFor(report)).toBe(report.rows)
        expect(report.added + report.unchanged).toBe(3)
        expect([...(await stored()).values()].toSorted((a, b) => a - b)).toEqual([250, 500, 40_000])
      }),
      { numRuns: 30 },
    )
  })
})

const REAL = '../shared/data/electricity-halfhourly.csv.gz'
const real = existsSync(REAL)

/** Reads the tidy form in the simplest way there is. */
function readSimply(bytes: Buffer): Map<string, number> {
  const [, ...lines] = gunzipSync(bytes).toString().trim().split('\n')
  return new Map(
    lines.map((line) => {
      const [household = '', time = '', kwh = ''] = line.split(',')
      return [`lcl:${household} ${time}`, Math.round(Number.parseFloat(kwh) * 1000)]
    }),
  )
}

describe(real ? 'the real file' : 'a generated file (the real one is not here)', () => {
  it('is stored value by value, and importing it again stores nothing', { timeout: 120_000 }, async () => {
    const path = real ? REAL : file(gzipSync(makeUp(365).text))
    const expected = readSimply(readFileSync(path))
    const heard: number[] = []
    const report = await importLcl(path, { onProgress: ({ rows }) => heard.push(rows) })
    expect(report).toMatchObject({
      rows: expected.size,
      added: expected.size,
      duplicates: 0,
      skipped: {},
      failure: null,
    })
    expect(heard).toEqual(heard.toSorted((a, b) => a - b))
    const kept = await stored()
    expect(kept.size).toBe(expected.size)
    const wrong = [...expected].filter(([key, wh]) => kept.get(key) !== wh)
    expect(wrong).toEqual([])
    const again = await importLcl(path)
    expect(again).toMatchObject({ rows: expected.size, added: 0, unchanged: expected.size, corrected: 0 })
  })
})
