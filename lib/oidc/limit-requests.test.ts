import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, partyOf } from '#lib/testing/party.ts'
import { makeWorld, type World } from '#lib/testing/world.ts'

vi.hoisted(() =>
  Object.assign(process.env, { LIMIT_ADDRESS: '60', LIMIT_CLIENT: '5', LIMIT_REGISTRATION: '5' }),
)

let node: TestNode
let world: World
let other: World
let clock = 0

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('busy')
  other = await makeWorld('quiet')
})
afterAll(() => node.close())

// Time stands still but for `rest`, however slow the machine.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  rest()
})
afterEach(() => void vi.useRealTimers())

/** Long enough for all buckets but that of registering to be full again. */
function rest(ms = 5_000): void {
  clock += ms
  testingOnlyMoveClock(clock)
}

const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work))

/** A token request that is refused for what it asks, after the client has been authenticated. */
async function askOf(which: World) {
  const party = await partyOf(node, which)
  return () =>
    party.postRaw(`${node.issuer}/oauth/token`, { grant_type: 'refresh_token', refresh_token: 'x' })
}

test('a client that asks too often gets 429, and another one does not notice', async () => {
  const [busy, quiet] = [await askOf(world), await askOf(other)]
  const answers = await times(40, busy)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(30)
  expect(refused[0]?.body).toEqual({
    error: 'temporarily_unavailable',
    error_description: 'Too many requests. Wait as long as Retry-After says.',
  })
  expect((await quiet()).body.error).toBe('invalid_grant')
  rest()
  expect((await busy()).body.error).toBe('invalid_grant')
})

test('nobody uses up the share of a client without its key', async () => {
  const busy = await askOf(world)
  const stranger = await partyOf(node, other)
  const forged = () =>
    stranger.postRaw(`${node.issuer}/oauth/token`, {
      grant_type: 'refresh_token',
      refresh_token: 'x',
      client_id: world.product.clientId,
      client_assertion: `${btoa('{"alg":"ES256"}')}.${btoa(JSON.stringify({ sub: world.product.clientId }))}.AA`,
    })
  for (const { status } of await times(30, forged)) expect(status).toBeLessThan(429)
  expect((await busy()).body.error).toBe('invalid_grant')
})

test('an address that asks too often is told how long to wait, before anything is read', async () => {
  const ask = () => fetch(`${node.issuer}/oauth/token`, { method: 'POST' })
  const answers = await times(150, ask)
  const [refused, ...more] = answers.filter(({ status }) => status === 429)
  expect(more).toHaveLength(29)
  expect(refused?.headers.get('retry-after')).toMatch(/^[1-9]\d?$/)
  expect(await refused?.json()).toMatchObject({ error: 'temporarily_unavailable' })
  const seen = await fetch(`${node.issuer}/oauth/auth`, { headers: { accept: 'text/html' } })
  expect(seen.status).toBe(429)
  expect(await seen.text()).toBe('Too many requests from your network. Wait a minute, then try again.')
  rest()
  expect((await ask()).status).toBe(400)
})

test('the data API answers 429 as a problem document, records nothing, and keeps the proof good', async () => {
  const { party, tokens } = await connect(node, other)
  rest()
  const { db } = await import('#lib/db/index.ts')
  const before = await db().disclosure.count()
  const answers = await times(40, () => party.get('/energy/v1/supply-points', tokens))
  const refused = answers.filter(({ status }) => status === 429)
  const given = answers.filter(({ status }) => status === 200)
  expect(given.length + refused.length).toBe(40)
  expect(given).toHaveLength(10)
  expect(refused[0]?.headers.get('retry-after')).toBe('1')
  expect(refused[0]?.headers.get('content-type')).toBe('application/problem+json')
  expect(await refused[0]?.json()).toMatchObject({
    status: 429,
    code: 'rate-limited',
    title: 'Too many requests',
  })
  expect((await db().disclosure.count()) - before).toBe(given.length)
})

test('registering is for a few, by address and hour', async () => {
  const register = () => fetch(`${node.issuer}/oauth/register`, { method: 'POST' })
  const statuses = (await times(8, register)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 429)).toHaveLength(3)
  rest(13 * 60_000)
  expect((await register()).status).not.toBe(429)
})
