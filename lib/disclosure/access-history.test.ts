import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { giveConsent } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { exportHistory, type HistoryFormat } from './export-history.ts'
import { listDisclosures } from './list-disclosures.ts'
import { summariseUse } from './summarise-use.ts'

let world: World
let other: World

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('history')
  other = await makeWorld('stranger')
})

async function give() {
  const { actor, product, redirectUri } = world
  const asked = { requestId: randomUUID(), detail: energyRequest(), product, redirectUri }
  return giveConsent(actor, { ...asked, choices: allowAll(world).allow })
}

interface Act {
  readings: number
  present: boolean
  hoursAgo: number
  list: boolean
}

const acts = fc.array(
  fc.record({
    readings: fc.nat(1_000),
    present: fc.boolean(),
    hoursAgo: fc.nat(24 * 400),
    list: fc.boolean(),
  }),
  { maxLength: 30 },
)

/** Records acts of data leaving as they would be recorded: in the order of time. */
async function record(all: Act[]) {
  const { arrangementId, consentId } = await give()
  for (const { readings, present, hoursAgo, list } of all.toSorted((a, b) => b.hoursAgo - a.hoursAgo)) {
    const at = new Date(Date.now() - hoursAgo * 3_600_000)
    await db().disclosure.create({
      data: {
        arrangementId,
        consentId,
        supplyPointId: list ? null : world.supplyPointId,
        permission: list ? 'supply-point.basic' : 'meter.electricity.hh',
        granularity: list ? null : 'PT30M',
        periodFrom: list ? null : at,
        periodTo: list ? null : at,
        readings,
        customerPresent: present,
        interactionId: randomUUID(),
        disclosedAt: at,
      },
    })
  }
  const rows = await db().disclosure.findMany({ where: { arrangementId }, orderBy: { id: 'desc' } })
  return { arrangementId, rows }
}

async function readAll(arrangementId: `arr_${string}`, format: HistoryFormat, atOnce: number) {
  const pieces: string[] = []
  for await (const piece of exportHistory(world.actor, arrangementId, format, atOnce)) pieces.push(piece)
  return pieces.join('')
}

describe('[D4] the access history', () => {
  test('page by page is every disclosure once, newest first, whatever the pages’ size', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.integer({ min: 1, max: 7 }), async (all, limit) => {
        const { arrangementId, rows } = await record(all)
        const seen: { id: string; readings: number; customerPresent: boolean; interactionId: string }[] = []
        let before: string | undefined
        do {
          const page = await listDisclosures(world.actor, arrangementId, { before, limit })
          const listed = page.days.flatMap(({ disclosures }) => disclosures)
          expect(listed.length).toBeLessThanOrEqual(limit)
          seen.push(...listed)
          before = page.before
        } while (before)
        const facts = ({ id, ...row }: (typeof rows)[number] | (typeof seen)[number]) =>
          [String(id), row.readings, row.customerPresent, row.interactionId].join()
        expect(seen.map(facts)).toEqual(rows.map(facts))
        const use = await summariseUse(world.actor, arrangementId)
        expect(use.times).toBe(rows.length)
        const moments = rows.map(({ disclosedAt }) => disclosedAt.getTime())
        expect(use.lastAt?.getTime()).toBe(rows.length ? Math.max(...moments) : undefined)
      }),
      { numRuns: 15 },
    )
  })

  test('as a file is every disclosure once, as CSV and as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.integer({ min: 1, max: 7 }), async (all, atOnce) => {
        const { arrangementId, rows } = await record(all)
        const [csv, json] = [
          await readAll(arrangementId, 'csv', atOnce),
          await readAll(arrangementId, 'json', atOnce),
        ]
        const table = parse(csv, { bom: true, columns: true }) as Record<string, string>[]
        const { disclosures } = JSON.parse(json) as { disclosures: Record<string, unknown>[] }
        const facts = rows.map((row) => [row.interactionId, String(row.readings), row.customerPresent].join())
        expect(
          table.map((row) =>
            [
              row['Reference of the request'],
              row.Readings,
              row['They said that you were there'] === 'yes',
            ].join(),
          ),
        ).toEqual(facts)
        expect(
          disclosures.map((row) => [row.interactionId, String(row.readings), row.customerPresent].join()),
        ).toEqual(facts)
      }),
      { numRuns: 15 },
    )
  })

  test('runs no formula in a spreadsheet', async () => {
    const { arrangementId } = await record([{ readings: 1, present: false, hoursAgo: 1, list: false }])
    await db().disclosure.updateMany({ where: { arrangementId }, data: { permission: '=HYPERLINK("x")' } })
    const cells = Object.values(
      (
        parse(await readAll(arrangementId, 'csv', 5), { bom: true, columns: true }) as Record<
          string,
          string
        >[]
      )[0] ?? {},
    )
    expect(cells).toContain('\'=HYPERLINK("x")')
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
  })

  test('of somebody else is empty, and so is a cursor that is none', async () => {
    const { arrangementId, rows } = await record([{ readings: 1, present: false, hoursAgo: 1, list: false }])
    expect(await listDisclosures(other.actor, arrangementId)).toEqual({ days: [], before: undefined })
    expect(await summariseUse(other.actor, arrangementId)).toMatchObject({ times: 0 })
    for (const before of ['x', '-1', '1 or 1=1', '9'.repeat(40)]) {
      const { days } = await listDisclosures(world.actor, arrangementId, { before })
      expect(days.flatMap(({ disclosures }) => disclosures)).toHaveLength(rows.length)
    }
  })

  test('puts each under the day on which it happened in Great Britain', async () => {
    const { arrangementId } = await record([{ readings: 1, present: true, hoursAgo: 1, list: true }])
    await db().disclosure.updateMany({
      where: { arrangementId },
      data: { disclosedAt: new Date('2026-06-30T23:30:00Z') },
    })
    const { days } = await listDisclosures(world.actor, arrangementId)
    expect(days.map(({ date }) => date)).toEqual(['2026-07-01'])
  })
})
