import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId, type OperatorActor } from '#lib/core/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { askingAgain } from './testing.ts'

let node: TestNode
let at: Awaited<ReturnType<typeof askingAgain>>

beforeAll(async () => {
  node = await startTestNode()
  at = await askingAgain(node)
})
afterAll(() => node.close())

describe('asking again without a browser (CIBA, poll)', () => {
  test('the consumer is asked on the portal, allows, and the app gets tokens that read', async () => {
    const one = await at.connected()
    const started = await at.ask(one)
    expect(started).toMatchObject({ expires_in: 3600, interval: 5 })
    const pending = await at.pollOnce(one.world, started.auth_req_id)
    expect(pending).toEqual({ status: 400, error: 'authorization_pending' })
    expect(await at.allow(one.world)).toBe('allowed')
    const tokens = await started.poll()
    expect((await one.party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  })

  test('whoever refuses is not asked again for a day', async () => {
    const one = await at.connected()
    const started = await at.ask(one)
    expect(await at.refuse(one.world)).toBe('refused')
    await expect(started.poll()).rejects.toMatchObject({ error: 'access_denied' })
    await expect(at.ask(one)).rejects.toMatchObject({ error: 'unknown_user_id' })
  })

  test('only the first of many answers counts', async () => {
    const one = await at.connected()
    await at.ask(one)
    const id = await at.waitingId(one.world)
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => at.allow(one.world, id)),
      ...Array.from({ length: 5 }, () => at.refuse(one.world, id)),
    ])
    expect(answers.filter((answer) => answer !== 'over')).toHaveLength(1)
  })
})

describe('what is refused', () => {
  test('an unknown hint, another product and somebody who stopped: one answer', async () => {
    const [one, other, stopped] = [await at.connected(), await at.connected(), await at.connected()]
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    await withdrawConsent(stopped.world.actor, stopped.hint as `arr_${string}`)
    const attempts = [{ ...one, hint: newId('arrangement') }, { ...one, hint: other.hint }, stopped]
    for (const attempt of attempts)
      await expect(at.ask(attempt)).rejects.toMatchObject({ error: 'unknown_user_id', status: 400 })
  })

  test.each(['', 'ab', 'x'.repeat(21), 'see http://x.example', 'a<b>c', '-dash'])(
    'a binding message: %j',
    async (binding_message) => {
      const attempt = at.ask(await at.connected(), { binding_message })
      await expect(attempt).rejects.toMatchObject({ error: 'invalid_binding_message' })
    },
  )

  test('all but one of ten requests at once', async () => {
    const one = await at.connected()
    const sent = await Promise.allSettled(Array.from({ length: 10 }, () => at.ask(one)))
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('a product that was suspended', async () => {
    const one = await at.connected()
    const started = await at.ask(one)
    const id = await at.waitingId(one.world)
    const { deactivateProduct } = await import('#lib/register/index.ts')
    const operator: OperatorActor = { kind: 'operator', accountId: newId('account') }
    await deactivateProduct(operator, one.world.product.id, { code: 'security-incident', sentence: 'Stop.' })
    expect(await at.allow(one.world, id)).toBe('over')
    expect(await at.pollOnce(one.world, started.auth_req_id)).toMatchObject({ error: 'invalid_client' })
  })
})

describe('an auth_req_id', () => {
  test('works once, 50 at a time', async () => {
    const one = await at.connected()
    const { auth_req_id } = await at.ask(one)
    await at.allow(one.world)
    const answers = await Promise.all(Array.from({ length: 50 }, () => at.pollOnce(one.world, auth_req_id)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('is worth nothing to another client, nor is the name of its row', async () => {
    const [one, other] = [await at.connected(), await at.connected()]
    const { auth_req_id } = await at.ask(one)
    const id = await at.waitingId(one.world)
    await at.allow(one.world)
    for (const [world, name] of [
      [other.world, auth_req_id],
      [one.world, `row:${id}`],
    ] as const)
      expect(await at.pollOnce(world, name)).toEqual({ status: 400, error: 'invalid_grant' })
  })

  test('runs out', async () => {
    const one = await at.connected()
    const { auth_req_id } = await at.ask(one, { requested_expiry: '1' })
    const id = await at.waitingId(one.world)
    await sleep(1_100)
    expect(await at.allow(one.world, id)).toBe('over')
    expect(await at.pollOnce(one.world, auth_req_id)).toEqual({ status: 400, error: 'expired_token' })
  })
})
