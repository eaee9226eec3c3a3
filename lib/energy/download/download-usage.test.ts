import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { ConsumerActor, OccupancyId } from '#lib/core/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { emptyDay } from '../reading-day.ts'
import { startOccupancy } from '../start-occupancy.ts'
import { testingOnlyAddAccount, testingOnlyAddSupplyPoint } from '../testing.ts'
import { parseDate } from '../utc-day.ts'
import { writeReadings } from '../write-readings.ts'
import { type Download, type DownloadRequest, downloadUsage } from './download-usage.ts'

await useTestDatabase()

let actor: ConsumerActor
let occupancyId: OccupancyId
let mpan: string

/** A day of readings for each of these UTC days: 100 Wh, 101 Wh and so on; one of them is missing. */
beforeAll(async () => {
  actor = { kind: 'consumer', accountId: await testingOnlyAddAccount() }
  const point = await testingOnlyAddSupplyPoint()
  mpan = point.mpan
  const startsAt = new Date('2026-03-01T00:00:00Z')
  const { accountId } = actor
  const occupancy = await startOccupancy({
    accountId,
    supplyPointId: point.id,
    startsAt,
    level: 2,
    method: 'test',
  })
  occupancyId = occupancy.id
  const values = emptyDay().map((_, i) => (i === 20 ? (emptyDay()[0] ?? 0) : 100 + i))
  const days = [
    '2026-03-28',
    '2026-03-29',
    '2026-03-30',
    '2026-07-01',
    '2025-10-25',
    '2025-10-26',
    '2026-02-28',
  ]
  await writeReadings(days.map((day) => ({ supplyPointKey: point.key, dayNumber: parseDate(day), values })))
})

async function download(asked: Partial<DownloadRequest>, by = actor) {
  const request = { occupancyId, first: '2026-03-28', last: '2026-03-30', format: 'csv', ...asked } as const
  const file = await downloadUsage(by, request)
  return { ...file, text: (await piecesOf(file)).join('') }
}

async function piecesOf({ body }: Download): Promise<string[]> {
  const pieces: string[] = []
  for await (const piece of body) pieces.push(piece)
  return pieces
}

type Line = Record<'settlement_date' | 'period' | 'start_utc' | 'start_local' | 'kwh' | 'status', string>
const linesOf = (text: string) => parse(text, { columns: true }) as Line[]

describe('a CSV file', () => {
  it('has a line for each half hour: 46 on the day when the clocks go forward', async () => {
    const lines = linesOf((await download({})).text)
    const on = (date: string) => lines.filter(({ settlement_date }) => settlement_date === date)
    expect(['2026-03-28', '2026-03-29', '2026-03-30'].map((date) => on(date).length)).toEqual([48, 46, 48])
    expect(on('2026-03-29')[1]).toEqual({
      settlement_date: '2026-03-29',
      period: '2',
      start_utc: '2026-03-29T00:30:00Z',
      start_local: '2026-03-29T00:30:00+00:00',
      kwh: '0.101',
      status: 'measured',
    })
    expect(on('2026-03-29')[2]?.start_local).toBe('2026-03-29T02:00:00+01:00')
  })

  it('says missing where there is no reading, which is not the same as nothing used', async () => {
    const lines = linesOf((await download({ first: '2026-07-01', last: '2026-07-01' })).text)
    const missing = lines.filter(({ status }) => status === 'missing')
    // 10:00 UTC is not there, and the last two half hours of the local day before are of 30 June in UTC.
    expect(missing.map(({ start_utc, kwh }) => [start_utc, kwh])).toEqual([
      ['2026-06-30T23:00:00Z', ''],
      ['2026-06-30T23:30:00Z', ''],
      ['2026-07-01T10:00:00Z', ''],
    ])
  })

  it('holds nothing that a spreadsheet would run', async () => {
    for (const line of (await download({})).text.trim().split('\n').slice(1)) {
      for (const field of line.split(',')) expect(field).not.toMatch(/^[=+\-@\t\r]/)
    }
  })

  it('begins with the day on which they moved in, whatever is asked for', async () => {
    const lines = linesOf((await download({ first: '2025-01-01', last: '2026-03-29' })).text)
    expect(lines[0]?.settlement_date).toBe('2026-03-01')
    expect(lines.filter(({ status }) => status === 'measured')).toHaveLength(2 * 47 - 2)
  })
})

/** Beside this repository, or beside the folder of its worktrees. */
const schemas = ['../../../../shared', '../../../../../shared']
  .map((shared) => join(import.meta.dirname, shared, 'data/schemas/green-button'))
  .find((folder) => existsSync(folder))

describe('a Green Button file', () => {
  const green = (asked: Partial<DownloadRequest> = {}) => download({ format: 'green-button', ...asked })

  /** Only without ../shared, from which these schemas may not be copied. */
  const withSchemas = it.skipIf(!schemas)

  withSchemas.each(['espi-4.0/espi.xsd', 'espi-3.3/GB_XML_schema_usage_v3_3.xsd'])(
    'is valid by the schemas of ESPI: %s',
    async (main) => {
      const [folder = '', espi = ''] = main.split('/')
      const read = (name: string) => ({
        fileName: name.split('/').at(-1) ?? '',
        contents: readFileSync(join(schemas ?? '', name), 'utf8').replaceAll('../xml.xsd', 'xml.xsd'),
      })
      const check = (contents: string) =>
        validateXML({
          xml: [{ fileName: 'download.xml', contents }],
          schema: [read(`${folder}/feed.xsd`).contents],
          preload: [read(`${folder}/${espi}`), read(`${folder}/atom.xsd`), read('xml.xsd')],
        })
      const { text } = await green({ first: '2026-03-01', last: '2026-07-31' })
      expect(await check(text)).toMatchObject({ errors: [], valid: true })
      const wrong = text.replace('<kind>12</kind>', '<kind>twelve</kind>')
      expect(wrong).not.toBe(text)
      expect((await check(wrong)).valid).toBe(false)
    },
  )

  it('holds every reading once, by its start and in Wh, a block for each settlement day', async () => {
    const { text } = await green()
    const readings = [
      ...text.matchAll(
        /<IntervalReading><timePeriod><duration>1800<\/duration><start>(\d+)<\/start><\/timePeriod><value>(\d+)<\/value>/g,
      ),
    ].map(([, start, value]) => [Number(start), Number(value)])
    const csv = linesOf((await download({})).text).filter(({ status }) => status === 'measured')
    expect(readings).toEqual(
      csv.map(({ start_utc, kwh }) => [Date.parse(start_utc) / 1000, Math.round(Number(kwh) * 1000)]),
    )
    const blocks = [...text.matchAll(/<interval><duration>(\d+)<\/duration><start>(\d+)<\/start>/g)]
    expect(blocks.map(([, duration]) => Number(duration) / 1800)).toEqual([48, 46, 48])
  })

  it('names neither the home nor the whole meter number, and has the same ids each time', async () => {
    const [one, two] = [await green(), await green()]
    expect(one.text).toContain(`meter ending ${mpan.slice(-4)}`)
    expect(one.text).not.toContain(mpan.slice(0, -4))
    expect(one.text).not.toContain('Test Street')
    expect(one.text).not.toContain(occupancyId)
    const ids = (text: string) => [...text.matchAll(/urn:uuid:[0-9a-f-]{36}/g)].map(String)
    expect(new Set(ids(one.text)).size).toBe(8)
    expect(ids(one.text)).toEqual(ids(two.text))
  })

  it('comes in pieces: no more than a month is held at a time', async () => {
    const asked = { occupancyId, first: '2026-03-01', last: '2026-07-31', format: 'green-button' } as const
    const pieces = await piecesOf(await downloadUsage(actor, asked))
    expect(pieces.length).toBeGreaterThan(4)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(12_000)
  })
})

describe('a download is refused before its first byte', () => {
  it('to anybody else', async () => {
    const stranger: ConsumerActor = { kind: 'consumer', accountId: await testingOnlyAddAccount() }
    await expect(download({}, stranger)).rejects.toMatchObject({ reason: 'no-such-occupancy' })
  })

  it.each([
    ['2026-03-30', '2026-03-28', 'not-a-period'],
    ['2016-03-30', '2026-05-28', 'not-a-period'],
    ['2026-02-30', '2026-03-28', 'not-a-date'],
  ])('for a period that is none: %s to %s', async (first, last, reason) => {
    await expect(download({ first, last })).rejects.toMatchObject({ reason })
  })
})
