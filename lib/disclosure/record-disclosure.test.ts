import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { giveConsent } from '#lib/consent/index.ts'
import { newId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { allowAll, energyRequest, makeWorld } from '#lib/testing/world.ts'
import { recordDisclosure } from './record-disclosure.ts'
import type { PendingRecord } from './store.ts'

let standing: Pick<PendingRecord['record'], 'arrangementId' | 'consentId'>

beforeAll(async () => {
  await useTestDatabase()
  const world = await makeWorld('erased-meanwhile')
  const { product, redirectUri } = world
  const request = { requestId: randomUUID(), detail: energyRequest(), product, redirectUri }
  standing = await giveConsent(world.actor, { ...request, choices: allowAll(world).allow })
})

const pending = ({ arrangementId, consentId } = standing): PendingRecord => ({
  holder: {
    tokenHash: randomBytes(32),
    proof: { kind: 'dpop', jkt: 'x', hash: randomBytes(32), expiresAt: new Date(Date.now() + 60_000) },
  },
  circumstances: { interactionId: randomUUID(), customerPresent: false },
  record: {
    arrangementId,
    consentId,
    supplyPointId: null,
    permission: 'supply-point.basic',
    granularity: null,
    periodFrom: null,
    periodTo: null,
    readings: 0,
  },
})

test('a connection that was erased meanwhile gets nothing, and nobody who shares its commit is the worse', async () => {
  const erased = { arrangementId: newId('arrangement'), consentId: newId('consent') }
  const all = [pending(), pending(), pending(erased), pending(), pending(erased)]
  const ends = await Promise.allSettled(all.map((one) => recordDisclosure(one)))
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
  ])
  expect(ends[2]).toMatchObject({ reason: { code: 'unauthenticated', reason: 'token-not-accepted' } })
  expect(await db().disclosure.count()).toBe(3)
  expect(await db().replay.count(), 'proofs of what was recorded').toBe(3)
})
