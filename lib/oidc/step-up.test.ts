import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, partyOf } from '#lib/testing/party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { acr, signInSince } from './step-up.ts'

let node: TestNode
let world: World

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld()
})
afterAll(() => node.close())

const MINUTE = 60_000
const detailed = energyRequest({ datatypes: ['supply-point.detail', 'meter.electricity.hh'] })

/** A browser whose person signed in so long ago. */
async function browseSince(minutes: number) {
  const { pool } = await import('#lib/db/index.ts')
  const browser = await node.browse(world.actor, allowAll(world))
  await pool().query('update portal_session set created_at = now() - make_interval(mins => $1)', [minutes])
  return browser
}

async function start(parameters: Record<string, string>, detail = energyRequest()) {
  const party = await partyOf(node, world)
  return { party, ...(await party.startAuthorisation({ authorizationDetails: [detail], parameters })) }
}

describe('who signed in long ago signs in again', () => {
  test.each([
    ['for a sensitive permission', {}, detailed],
    ['when the recipient asks for acr fresh', { acr_values: acr.fresh }, energyRequest()],
    ['when the recipient says prompt=login', { prompt: 'login' }, energyRequest()],
    ['when it is longer ago than max_age', { max_age: '300' }, energyRequest()],
  ])('%s', async (_when, parameters, detail) => {
    const { url } = await start(parameters as Record<string, string>, detail)
    expect(await (await browseSince(10)).follow(url)).toBe(`${node.issuer}/sign-in`)
  })

  test('and for nothing else', async () => {
    const { url, finish } = await start({ max_age: '3600' })
    const tokens = await finish(await (await browseSince(10)).follow(url))
    const claims = decodeJwt(tokens.id_token ?? '')
    expect(Date.now() / 1000 - Number(claims.auth_time)).toBeGreaterThan(500)
  })

  test('a decision that comes too late is refused by the verb itself, whatever the page did', async () => {
    const { allowRequest } = await import('./decide-request.ts')
    const pending = { signInSince: Date.now() } as Parameters<typeof allowRequest>[2]
    const actor = {
      ...world.actor,
      signedInAt: new Date(Date.now() - 10 * MINUTE),
      method: 'password' as const,
    }
    const attempt = async () => allowRequest({} as never, actor, pending, allowAll(world).allow)
    await expect(attempt()).rejects.toMatchObject({ code: 'forbidden', reason: 'sign-in-again' })
  })
})

test('who signed in just now gives the full meter number, and the ID token says how fresh it was', async () => {
  const { party, url, finish } = await start({ acr_values: acr.fresh, max_age: '300' }, detailed)
  const browser = await node.browse(world.actor, allowAll(world))
  const tokens = await finish(await browser.follow(url))
  const claims = decodeJwt(tokens.id_token ?? '')
  expect(claims).toMatchObject({ acr: acr.fresh, auth_time: expect.any(Number) })
  const { supplyPoints } = await (await party.get('/energy/v1/supply-points', tokens)).json()
  expect(supplyPoints[0].mpan).toMatch(/^\d{13}$/)
})

test.each([
  ['password', ['pwd']],
  ['passkey', ['hwk', 'user']],
  ['synced-passkey', ['swk', 'user']],
  ['link', ['otp']],
])('the ID token says how they signed in: %s', async (method, amr) => {
  const { url, finish } = await start({})
  const browser = await node.browse(world.actor, allowAll(world))
  const { pool } = await import('#lib/db/index.ts')
  await pool().query('update portal_session set method = $1', [method])
  const tokens = await finish(await browser.follow(url))
  expect(decodeJwt(tokens.id_token ?? '')).toMatchObject({ amr })
})

test('without the permission, the full meter number does not leave', async () => {
  const { party, tokens } = await connect(node, world)
  const { supplyPoints } = await (await party.get('/energy/v1/supply-points', tokens)).json()
  expect(supplyPoints[0]).not.toHaveProperty('mpan')
})

test('the metadata names the classes', async () => {
  const metadata = await (await fetch(`${node.issuer}/.well-known/openid-configuration`)).json()
  expect(metadata.acr_values_supported).toEqual([acr.session, acr.fresh])
})

test('whoever signed in for this very request is not asked again, however long they read', () => {
  const startedAt = Date.now() - 20 * MINUTE
  const asked = { params: {}, datatypes: ['supply-point.detail'], startedAt }
  expect(signInSince({ prompt: 'consent', ...asked })).toBe(startedAt)
  expect(signInSince({ prompt: 'login', ...asked, params: { prompt: 'login' } })).toBe(startedAt)
  expect(signInSince({ prompt: 'login', ...asked, params: { max_age: '0' } })).toBe(startedAt)
})
