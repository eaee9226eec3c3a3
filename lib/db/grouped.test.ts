import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { grouped } from './grouped.ts'
import { useTestDatabase } from './testing.ts'

await useTestDatabase()

/** A question about many that notes how many it was asked about at once, and takes a while. */
function counting() {
  const sizes: number[] = []
  const double = grouped(async (items: number[]) => {
    sizes.push(items.length)
    await sleep(10)
    if (items.includes(13)) throw new Error('not thirteen')
    return items.map((item) => item * 2)
  })
  return { sizes, double }
}

describe('who asks at the same moment', () => {
  test('shares one statement, and each gets their own answer', async () => {
    const { sizes, double } = counting()
    expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8])
    expect(sizes).toEqual([4])
  })

  test('waits for the next when one is under way: no answer is older than its question', async () => {
    const { sizes, double } = counting()
    const early = double(1)
    await sleep(5)
    expect(await Promise.all([double(2), early, double(3)])).toEqual([4, 2, 6])
    expect(sizes).toEqual([1, 2])
  })

  test("does not fail for another's sake", async () => {
    const { double } = counting()
    const results = await Promise.allSettled([1, 13, 2].map(double))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await double(5)).toBe(10)
  })

  test('asks alone inside a transaction, which sees what it has written itself', async () => {
    const { statement, withTransaction } = await import('./index.ts')
    const insert = statement(
      'test-insert',
      `insert into replay (id_hash, expires_at) values ($1::bytea, now()) returning 1`,
    )
    const count = statement<{ n: number }>(
      'test-count',
      'select count(*)::int as n from replay where id_hash = any($1::bytea[])',
    )
    const isThere = grouped(async (hashes: Buffer[]) => {
      const [row] = await count(hashes)
      return hashes.map(() => row?.n)
    })
    const hash = Buffer.from('proof')
    await withTransaction(async () => {
      await insert(hash)
      expect(await isThere(hash)).toBe(1)
    })
  })
})
