import { beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { consentInput, makeWorld } from '#lib/testing/world.ts'

beforeAll(useTestDatabase)

test('twenty removals at once are one: one ledger entry, and the consents end with it', async () => {
  const { db } = await import('#lib/db/index.ts')
  const { giveConsent, giveUpProduct, showConnection } = await import('./index.ts')
  const world = await makeWorld()
  const { product } = world
  const { arrangementId } = await giveConsent(world.actor, consentInput(world))
  const actor = { kind: 'participant', participantId: product.participant.id } as const
  const ends = await Promise.allSettled(Array.from({ length: 20 }, () => giveUpProduct(actor, product.id)))
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db().ledgerEntry.count({ where: { type: 'software-product.removed' } })).toBe(1)
  expect(await db().ledgerEntry.count({ where: { type: 'consent.invalidated' } })).toBe(1)
  expect(await showConnection(world.actor, arrangementId)).toMatchObject({ state: 'invalidated' })
})
