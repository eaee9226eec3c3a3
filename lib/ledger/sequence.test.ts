import { AsyncLocalStorage } from 'node:async_hooks'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { db, pool, withTransaction } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { Signer } from '#lib/tlog/index.ts'
import { testSigner } from '#lib/tlog/testing.ts'
import { sequenceBatch, sequenceNow } from './sequence.ts'
import { startSequencer } from './start-sequencer.ts'
import { act, actOften, openReadSide } from './testing.ts'

await useTestDatabase()
const signer = await testSigner()
const source = async () => signer
const readSide = await openReadSide(source)
afterAll(() => readSide.close())

/** Runs something outside whatever transaction we are in. */
const elsewhere = AsyncLocalStorage.snapshot()
const size = () => db().ledgerLeaf.count()
const indexes = async () =>
  (await db().ledgerLeaf.findMany({ orderBy: { index: 'asc' } })).map(({ index }) => Number(index))
const checkpoint = async () => (await readSide.get('checkpoint')).text()

describe('the sequencer', () => {
  test('publishes an empty ledger before the first entry', async () => {
    expect((await readSide.get('checkpoint')).status).toBe(404)
    await sequenceNow(source)
    expect(await readSide.verify()).toMatchObject({ ok: true, size: 0n })
  })

  test('gives every act its place; after each one the whole ledger verifies from outside', async () => {
    for (let acts = 1; acts <= 12; acts += 1) {
      const previous = await checkpoint()
      await act()
      await sequenceNow(source)
      const report = await readSide.verify(previous)
      expect(report).toMatchObject({ ok: true, size: BigInt(acts) })
      expect(report.checks).toEqual(['checkpoint', 'entries', 'content', 'tiles', 'root', 'consistency'])
    }
  })

  test('signs nothing when nothing is new', async () => {
    const previous = await checkpoint()
    expect(await sequenceBatch(source)).toBe(0)
    await sequenceNow(source)
    expect(await checkpoint()).toBe(previous)
  })

  test('does not see an act that has not committed, and takes it when it has', async () => {
    const before = await size()
    await withTransaction(async () => {
      await actOften(1)
      await elsewhere(() => sequenceNow(source))
      expect(await size()).toBe(before)
    })
    await sequenceNow(source)
    expect(await size()).toBe(before + 1)
  })

  test('does not run within the transaction of an act', async () => {
    await expect(withTransaction(() => sequenceNow(source))).rejects.toThrow('after the transaction')
  })

  test('goes on in batches until nothing is pending, past a full tile, and verifies on both sides of it', async () => {
    const previous = await checkpoint()
    await actOften(600)
    await sequenceNow(source)
    const report = await readSide.verify(previous)
    expect(report).toMatchObject({ ok: true })
    const { rows } = await pool().query<{ level: number; tiles: string }>(
      'select level, count(*) as tiles from ledger_tile group by level order by level',
    )
    expect(rows).toEqual([
      { level: 0, tiles: '3' },
      { level: 1, tiles: '1' },
    ])
    await actOften(2_100)
    await sequenceNow(source)
    expect(await readSide.verify(previous)).toMatchObject({ ok: true, size: BigInt(await size()) })
  })
})

describe('many at once', () => {
  test('20 appenders and 3 sequencers give one ledger without gaps', async () => {
    const before = await size()
    const failures: unknown[] = []
    const options = { intervalMs: 1, signer: source }
    const sequencers = [1, 2, 3].map(() => startSequencer((error) => failures.push(error), options))
    const appenders = Array.from({ length: 20 }, async () => {
      for (let i = 0; i < 10; i += 1) await act()
    })
    await Promise.all(appenders)
    await Promise.all([sequenceNow(source), sequenceNow(source)])
    await Promise.all(sequencers.map((sequencer) => sequencer.stop()))
    expect(failures).toEqual([])
    expect(await size()).toBe(before + 200)
    expect(await indexes()).toEqual(Array.from({ length: before + 200 }, (_, i) => i))
    expect(await db().ledgerPending.count()).toBe(0)
    expect(await readSide.verify()).toMatchObject({ ok: true, size: BigInt(before + 200) })
  })

  test('a started sequencer publishes by itself, tells of failures, and tries again', async () => {
    let fail = true
    const failures: unknown[] = []
    const flaky = async () => {
      if (fail) throw new Error('no key')
      return signer
    }
    await act()
    const sequencer = startSequencer((error) => failures.push(error), { intervalMs: 5, signer: flaky })
    await expect.poll(() => failures.length).toBeGreaterThan(1)
    fail = false
    await expect.poll(() => db().ledgerPending.count()).toBe(0)
    await sequencer.stop()
    expect(await readSide.verify()).toMatchObject({ ok: true })
  })
})

describe('a crash', () => {
  const crash = `create or replace function crash () returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$`
  const steps = [
    ['while places are given', 'before insert on ledger_leaf'],
    ['before tiles are written', 'after insert on ledger_leaf'],
    ['while tiles are written', 'after insert or update on ledger_tile'],
    ['while the queue is emptied', 'after delete on ledger_pending'],
    ['while the checkpoint is published', 'before insert on ledger_checkpoint'],
    ['right before the commit', 'after insert on ledger_checkpoint'],
  ] as const
  afterEach(async () => {
    for (const [, when] of steps)
      await pool().query(`drop trigger if exists crash on ${when.split(' on ')[1]}`)
  })

  test.each(steps)('%s leaves the ledger as it was, and the next run completes it', async (_, when) => {
    const [previous, before] = [await checkpoint(), await size()]
    await pool().query(crash)
    await pool().query(`create trigger crash ${when} for each statement execute function crash ()`)
    await actOften(3)
    await expect(sequenceNow(source)).rejects.toThrow()
    await isUnchanged(previous, before)
    await pool().query(`drop trigger crash on ${when.split(' on ')[1]}`)
    await isCompleted(previous, before)
  })

  test('of the database connection before the signature leaves the ledger as it was', async () => {
    const [previous, before] = [await checkpoint(), await size()]
    await actOften(3)
    const cutOff: Signer = {
      ...signer,
      sign: async (message) => {
        await pool().query(`select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
          where l.locktype = 'advisory' and d.datname = current_database()`)
        return signer.sign(message)
      },
    }
    await expect(sequenceNow(async () => cutOff)).rejects.toThrow()
    await isUnchanged(previous, before)
    await isCompleted(previous, before)
  })

  async function isUnchanged(previous: string, before: number): Promise<void> {
    expect(await checkpoint()).toBe(previous)
    expect(await size()).toBe(before)
    expect(await db().ledgerPending.count()).toBe(3)
    expect(await readSide.verify(previous)).toMatchObject({ ok: true, size: BigInt(before) })
  }

  async function isCompleted(previous: string, before: number): Promise<void> {
    await sequenceNow(source)
    expect(await size()).toBe(before + 3)
    expect(await db().ledgerPending.count()).toBe(0)
    expect(await readSide.verify(previous)).toMatchObject({ ok: true, size: BigInt(before + 3) })
  }
})

describe('whoever changes the database behind our back', () => {
  const unguarded = async (table: string, change: string) => {
    await pool().query(`alter table ${table} disable trigger all`)
    try {
      await pool().query(change)
    } finally {
      await pool().query(`alter table ${table} enable trigger all`)
    }
  }

  test.each([0, 255, 256, 700])(
    'and flips one byte of entry %i is found out at that entry',
    async (index) => {
      const flipOnce = `update ledger_entry set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1)
      where seq = (select entry_seq from ledger_leaf where index = ${index})`
      await unguarded('ledger_entry', flipOnce)
      const report = await readSide.verify()
      expect(report).toMatchObject({ ok: false, fault: { check: 'entries', index: BigInt(index) } })
      await unguarded('ledger_entry', flipOnce)
      expect(await readSide.verify()).toMatchObject({ ok: true })
    },
  )

  test('and swaps two entries is found out at the first of them', async () => {
    const swap = `update ledger_leaf set index = case index when 5 then -9 else 5 end where index in (5, 9)`
    const back = `update ledger_leaf set index = 9 where index = -9`
    await unguarded('ledger_leaf', swap.replace('in (5, 9)', '= 5'))
    await unguarded('ledger_leaf', swap.replace('in (5, 9)', '= 9'))
    await unguarded('ledger_leaf', back)
    expect(await readSide.verify()).toMatchObject({ ok: false, fault: { check: 'entries', index: 5n } })
    await unguarded('ledger_leaf', swap.replace('in (5, 9)', '= 5'))
    await unguarded('ledger_leaf', swap.replace('in (5, 9)', '= 9'))
    await unguarded('ledger_leaf', back)
    expect(await readSide.verify()).toMatchObject({ ok: true })
  })

  test('at the right edge of the tree stops the sequencer from signing anything more', async () => {
    const previous = await checkpoint()
    const flipEdge = `update ledger_tile set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)
      where level = 0 and n = (select max(n) from ledger_tile where level = 0)`
    await pool().query(flipEdge)
    await act()
    await expect(sequenceNow(source)).rejects.toThrow('Nothing more is signed')
    expect(await checkpoint()).toBe(previous)
    await pool().query(flipEdge)
    await sequenceNow(source)
    expect(await readSide.verify(previous)).toMatchObject({ ok: true })
  })
})
