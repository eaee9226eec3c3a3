import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { giveConsent } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { batchRoot } from '#lib/ledger/index.ts'
import { consentInput, makeWorld } from '#lib/testing/world.ts'
import { closeBatch } from './close-batch.ts'
import { lockOpenRecords } from './store.ts'

let arrangementId: string
let consentId: string

beforeAll(async () => {
  await useTestDatabase()
  const world = await makeWorld('batch')
  arrangementId = (await giveConsent(world.actor, consentInput(world))).arrangementId
  consentId = (await db().consent.findFirstOrThrow({ where: { arrangementId } })).id
})

const disclose = (readings: number) =>
  db().disclosure.create({
    data: {
      arrangementId,
      consentId,
      permission: 'meter.electricity.hh',
      readings,
      customerPresent: false,
      interactionId: randomUUID(),
    },
  })

const closings = async () => {
  const rows = await db().ledgerEntry.findMany({
    where: { type: 'disclosures.closed' },
    orderBy: { seq: 'asc' },
  })
  return rows.map(({ leaf }) => JSON.parse(Buffer.from(leaf).toString()) as { count: number; root: string })
}

test('disclosures go on the ledger in batches, each once, under a root that commits to every record', async () => {
  for (const readings of [48, 96, 17_520]) await disclose(readings)
  const records = await lockOpenRecords(10)
  const closed = await Promise.all([closeBatch(), closeBatch(), closeBatch()])
  expect(closed.toSorted()).toEqual([0, 0, 3])
  const root = batchRoot(records)
  expect(await closings()).toEqual([expect.objectContaining({ count: 3, root })])
  const tampered = records.map((record, i) => (i === 1 ? { ...record, readings: 95 } : record))
  expect(batchRoot(tampered)).not.toBe(root)
})

test('nothing new makes no entry, and what comes later makes the next', async () => {
  const before = (await closings()).length
  expect(await closeBatch()).toBe(0)
  await disclose(1)
  expect(await closeBatch()).toBe(1)
  expect((await closings()).slice(before)).toEqual([expect.objectContaining({ count: 1 })])
  expect(await db().disclosure.count({ where: { batchSeq: null } })).toBe(0)
})
