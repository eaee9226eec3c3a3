import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '#lib/core/index.ts'
import { db, pool, withTransaction } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { testSigner } from '#lib/tlog/testing.ts'
import { appendEntry } from './append-entry.ts'
import { commitTo, type JsonValue } from './commitment.ts'
import { parseEntry } from './entry.ts'
import { eraseOpenings } from './erase-openings.ts'
import { sequenceNow } from './sequence.ts'
import { act, openReadSide, testEvent } from './testing.ts'

await useTestDatabase()
const signer = await testSigner()
const source = async () => signer
const readSide = await openReadSide(source)
afterAll(() => readSide.close())

const counts = () =>
  Promise.all([db().ledgerEntry.count(), db().ledgerOpening.count(), db().ledgerPending.count()])

describe('appending', () => {
  test('outside a transaction is a mistake of the program', async () => {
    await expect(appendEntry(testEvent(), {})).rejects.toThrow('in the transaction of the act')
    expect(await counts()).toEqual([0, 0, 0])
  })

  test('leaves nothing when the act fails', async () => {
    const failing = withTransaction(async () => {
      await appendEntry(testEvent(), {})
      throw new Error('the act failed')
    })
    await expect(failing).rejects.toThrow('the act failed')
    expect(await counts()).toEqual([0, 0, 0])
  })

  test('leaves the entry, its opening and its place in the queue when the act succeeds', async () => {
    const event = testEvent()
    const seq = await act(event)
    expect(await counts()).toEqual([1, 1, 1])
    const stored = await db().ledgerEntry.findUniqueOrThrow({ where: { seq } })
    expect(parseEntry(stored.leaf)).toMatchObject({ ...event, v: 1, ts: stored.appendedAt.toISOString() })
    await sequenceNow(source)
  })

  test('refuses a field that the event does not have', async () => {
    const event = { ...testEvent(), email: 'ada@example.com' }
    await expect(act(event)).rejects.toThrow('Not an entry of the ledger')
  })
})

describe('the private part', () => {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

  test('is bound by the commitment, and opens it with its salt only', async () => {
    const privatePart = {
      account: newId('account'),
      zero: 0,
      list: [1.5, 'ü', null],
      nested: { b: true, a: '' },
    }
    const seq = await withTransaction(() => appendEntry(testEvent(), privatePart))
    const { commit } = parseEntry((await db().ledgerEntry.findUniqueOrThrow({ where: { seq } })).leaf)
    const row = await db().ledgerOpening.findUniqueOrThrow({ where: { entrySeq: seq } })
    const opened = row.private as Record<string, JsonValue>
    expect(opened).toEqual(privatePart)
    expect(row.salt).toHaveLength(32)
    expect(commitTo({ salt: row.salt, privatePart: opened })).toBe(commit)
    expect(commitTo({ salt: row.salt, privatePart: { ...opened, zero: 1 } })).not.toBe(commit)
    expect(commitTo({ salt: new Uint8Array(32), privatePart: opened })).not.toBe(commit)
  })

  test('is not in the entry, and the same one twice gives two commitments', async () => {
    const privatePart = { account: 'acc_secret', mpan: '1200023305967' }
    const [first, second] = await withTransaction(async () => [
      await appendEntry(testEvent(), privatePart),
      await appendEntry(testEvent(), privatePart),
    ])
    const leaves = await db().ledgerEntry.findMany({ where: { seq: { in: [first, second] } } })
    expect(leaves.map(({ leaf }) => text(leaf)).join()).not.toMatch(/acc_secret|1200023305967/)
    expect(new Set(leaves.map(({ leaf }) => parseEntry(leaf).commit)).size).toBe(2)
  })

  test('can be erased for one account, and the ledger verifies as before', async () => {
    const account = newId('account')
    for (let i = 0; i < 3; i += 1) await withTransaction(() => appendEntry(testEvent(), { account }))
    await sequenceNow(source)
    const before = await readSide.verify()
    const [entries, openings] = await counts()
    expect(await eraseOpenings(account)).toBe(3)
    expect(await counts()).toEqual([entries, openings - 3, 0])
    expect(await readSide.verify()).toEqual(before)
    expect(before.ok).toBe(true)
  })
})

describe('the database', () => {
  const ledger = ['ledger_entry', 'ledger_leaf', 'ledger_checkpoint']
  const changes = ledger.flatMap((table) => [`delete from ${table}`, `truncate ${table} cascade`])
  const updates = [
    `update ledger_entry set leaf = 'x'`,
    `update ledger_leaf set index = index + 1`,
    `update ledger_checkpoint set note = ''`,
  ]
  test.each([...changes, ...updates])('refuses to %s', async (statement) => {
    await act()
    await sequenceNow(source)
    await expect(pool().query(statement)).rejects.toThrow('The ledger only grows')
    expect(await readSide.verify()).toMatchObject({ ok: true })
  })
})
