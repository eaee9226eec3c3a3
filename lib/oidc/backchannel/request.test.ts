import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { grantedOf } from '#lib/testing/party.ts'
import { energyRequest } from '#lib/testing/world.ts'
import { signingClient } from '../message-signing/testing.ts'
import { acr } from '../step-up.ts'
import { askingAgain, type Connected } from './testing.ts'

let node: TestNode
let at: Awaited<ReturnType<typeof askingAgain>>

beforeAll(async () => {
  node = await startTestNode()
  at = await askingAgain(node)
})
afterAll(() => node.close())

const unknown = { error: 'unknown_user_id', status: 400 }

describe('a request may', () => {
  test('change what stands: the earlier tokens die with the new consent', async () => {
    const one = await at.connected()
    const change = { grant_management_action: 'replace', grant_id: one.hint }
    const started = await at.ask(one, change, energyRequest({ datatypes: ['meter.electricity.hh'] }))
    expect(await read(one, one.tokens)).toBe(200)
    expect(await at.allow(one.world)).toBe('allowed')
    const tokens = await started.poll()
    expect(grantedOf(tokens)).toMatchObject({ arrangement_id: one.hint, datatypes: ['meter.electricity.hh'] })
    expect(await read(one, tokens)).toBe(200)
    expect(await read(one, one.tokens)).toBe(401)
  })

  test('be signed, and then stays as evidence with the consent', async () => {
    const one = await at.connected()
    const client = await signingClient(node, one.world)
    const request = await client.signRequest({
      claims: { ...withoutRedirect, ...asked(one), iat: Math.floor(Date.now() / 1000) },
    })
    const response = await client.post('/oauth/backchannel', { request })
    expect(response.status, await response.clone().text()).toBe(200)
    expect(await at.allow(one.world)).toBe('allowed')
    const { requestObject } = await db().consent.findFirstOrThrow({ orderBy: { decidedAt: 'desc' } })
    const { private: opened } = await db().ledgerOpening.findFirstOrThrow({ orderBy: { entrySeq: 'desc' } })
    expect(requestObject).toBe(request)
    expect(opened).toMatchObject({ asked: createHash('sha256').update(request).digest('base64url') })
  })

  test.each([
    ['undefined', undefined, 3_600],
    ['ten minutes', '600', 600],
    ['a week', '604800', 86_400],
  ])('wait %s', async (_long, requested_expiry, seconds) => {
    const asking = at.ask(await at.connected(), requested_expiry ? { requested_expiry } : {})
    expect((await asking).expires_in).toBe(seconds)
  })
})

describe('who signed in long ago signs in again', () => {
  const detailed = energyRequest({ datatypes: ['supply-point.detail', 'meter.electricity.hh'] })

  test.each([
    ['for a sensitive permission', {}, detailed],
    ['for acr fresh', { acr_values: acr.fresh }, energyRequest()],
    ['for max_age', { max_age: '60' }, energyRequest()],
  ])('%s', async (_what, parameters, detail) => {
    const one = await at.connected()
    const started = await at.ask(one, parameters as Record<string, string>, detail)
    await expect(at.allow(one.world, undefined, 10)).rejects.toMatchObject({ reason: 'sign-in-again' })
    expect(await at.allow(one.world)).toBe('allowed')
    const claims = decodeJwt((await started.poll()).id_token ?? '')
    if ('acr_values' in parameters) expect(claims.acr).toBe(acr.fresh)
    if ('max_age' in parameters) expect(Date.now() / 1000 - Number(claims.auth_time)).toBeLessThan(60)
  })
})

describe('who may be asked', () => {
  test('whose sharing ended by itself, but nobody who has stopped since', async () => {
    const one = await at.connected()
    await db().consent.updateMany({ where: { arrangementId: one.hint }, data: { state: 'expired' } })
    const started = await at.ask(one)
    await at.allow(one.world)
    const later = grantedOf(await started.poll()).arrangement_id
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    await withdrawConsent(one.world.actor, later)
    await expect(at.ask(one)).rejects.toMatchObject(unknown)
  })

  test('nobody by an ID token or another kind of hint', async () => {
    const one = await at.connected()
    const hints = [{ id_token_hint: one.tokens.id_token ?? '' }, { login_hint_token: one.hint }]
    for (const hint of hints)
      await expect(at.ask(one, { ...hint, login_hint: '' })).rejects.toMatchObject(unknown)
  })

  test('nobody twice at a time: the second request is refused, and the first still waits', async () => {
    const one = await at.connected()
    await at.ask(one)
    await expect(at.ask(one)).rejects.toMatchObject({ error: 'access_denied', status: 403 })
    expect(await at.waitingOf(one.world)).toBeTruthy()
  })
})

const read = async ({ party }: Connected, tokens: Connected['tokens']) =>
  (await party.get('/energy/v1/supply-points', tokens)).status

const withoutRedirect = {
  response_type: undefined,
  redirect_uri: undefined,
  code_challenge: undefined,
  code_challenge_method: undefined,
  state: undefined,
}

const asked = ({ hint }: Connected) => ({ login_hint: hint, binding_message: 'Blue Fox 42' })
