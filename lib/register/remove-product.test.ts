import { expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeWorld } from '#lib/testing/world.ts'
import { findProductById, removeProduct } from './index.ts'

await useTestDatabase()

test('twenty removals at once are one, with one ledger entry', async () => {
  const { product } = await makeWorld()
  const actor = { kind: 'participant', participantId: product.participant.id } as const
  await Promise.all(Array.from({ length: 20 }, () => removeProduct(actor, product)))
  expect((await findProductById(product.id))?.status).toBe('removed')
  expect(await db().ledgerEntry.count({ where: { type: 'software-product.removed' } })).toBe(1)
})
