import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveConsent } from '#lib/consent/give-consent.ts'
import { proposeConsent, showConnection, withdrawConsent } from '#lib/consent/index.ts'
import type { ArrangementId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { ask, connect, grantedOf } from '#lib/testing/party.ts'
import { allowAll, consentInput, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

let node: TestNode
let world: World

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('amend')
})
afterAll(() => node.close())

/** A request to replace what stands in an arrangement, as the page shows it now. */
async function proposeChange(arrangementId: ArrangementId) {
  const { actor, product, redirectUri } = world
  const asked = {
    detail: energyRequest(),
    product,
    redirectUri,
    amends: { action: 'replace' as const, arrangementId },
  }
  const { standing } = await proposeConsent(actor, asked)
  const choices = { ...allowAll(world).allow, standing: standing?.consentId }
  return { ...asked, requestId: crypto.randomUUID(), choices }
}

const give = () => giveConsent(world.actor, consentInput(world))

const settled = (all: PromiseSettledResult<unknown>[]) =>
  all.map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.reason)).toSorted()

test('two changes at once: one is made, the other has to be looked at anew', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { arrangementId } = await give()
    const inputs = [await proposeChange(arrangementId), await proposeChange(arrangementId)]
    const ends = await Promise.allSettled(inputs.map((input) => giveConsent(world.actor, input)))
    expect(settled(ends)).toEqual(['changed-meanwhile', 'done'])
    const states = await db().consent.findMany({ where: { arrangementId }, orderBy: { version: 'asc' } })
    expect(states.map(({ state }) => state)).toEqual(['superseded', 'active'])
  }
})

test('the same change sent fifty times is one version', async () => {
  const { arrangementId } = await give()
  const input = await proposeChange(arrangementId)
  const given = await Promise.all(Array.from({ length: 50 }, () => giveConsent(world.actor, input)))
  expect(new Set(given.map(({ consentId }) => consentId)).size).toBe(1)
  expect(await db().consent.count({ where: { arrangementId } })).toBe(2)
})

test('a withdrawal wins against a change under way, whichever comes first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { arrangementId } = await give()
    const input = await proposeChange(arrangementId)
    const acts = [() => giveConsent(world.actor, input), () => withdrawConsent(world.actor, arrangementId)]
    const [change] = await Promise.allSettled((round % 2 ? acts : acts.toReversed()).map((act) => act()))
    expect(change).toBeDefined()
    const connection = await showConnection(world.actor, arrangementId)
    expect(connection).toMatchObject({ state: 'withdrawn', standing: false })
    expect(await db().consent.count({ where: { arrangementId, state: 'active' } })).toBe(0)
  }
})

test('a change after the withdrawal was acknowledged is refused as gone', async () => {
  const { arrangementId } = await give()
  const input = await proposeChange(arrangementId)
  await withdrawConsent(world.actor, arrangementId)
  await expect(giveConsent(world.actor, input)).rejects.toMatchObject({ code: 'gone', reason: 'grant-over' })
  expect(await db().consent.count({ where: { arrangementId } })).toBe(1)
})

test('refreshing with the old token works until the change is acknowledged, and not after', async () => {
  const first = await connect(node, world)
  const extra = {
    grant_management_action: 'replace',
    grant_id: grantedOf(first.tokens).arrangement_id,
  }
  const refreshes: { began: number; ended: number; error: string | undefined }[] = []
  let changed = Number.POSITIVE_INFINITY
  const refresher = async () => {
    while (refreshes.filter(({ began }) => began > changed).length < 50) {
      const began = performance.now()
      const error = await first.party.refresh(first.tokens).then(
        () => undefined,
        (refused) => refused.error as string,
      )
      refreshes.push({ began, ended: performance.now(), error })
    }
  }
  const working = Promise.all([refresher(), refresher(), refresher()])
  await sleep(300)
  const asking = performance.now()
  await ask(node, world, allowAll(world), energyRequest(), extra)
  changed = performance.now()
  await working
  const before = refreshes.filter(({ ended }) => ended < asking)
  const after = refreshes.filter(({ began }) => began > changed)
  expect(before.length).toBeGreaterThan(0)
  expect(before.filter(({ error }) => error)).toEqual([])
  expect(after.filter(({ error }) => error !== 'invalid_grant')).toEqual([])
})

test('what an old token gives is worth nothing after the change, even if it was asked for before', async () => {
  const first = await connect(node, world)
  const again = await first.party.refresh(first.tokens)
  const extra = { grant_management_action: 'merge', grant_id: grantedOf(first.tokens).arrangement_id }
  const second = await connect(node, world, allowAll(world), energyRequest(), extra)
  for (const tokens of [first.tokens, again]) {
    expect((await first.party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
  }
  expect((await second.party.get('/energy/v1/supply-points', second.tokens)).status).toBe(200)
})
