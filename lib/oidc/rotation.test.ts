import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { nowMs } from '#lib/core/index.ts'
import { rotateKey, signingKey } from '#lib/keys/index.ts'
import { rotationOf } from '#lib/keys/key-use.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect } from '#lib/testing/party.ts'
import { type SecondProcess, startSecondProcess } from '#lib/testing/second-process.ts'
import { signProof, type ThirdParty, type Tokens } from '#lib/testing/third-party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

const HOUR = 60 * 60 * 1000
const { announceMs, overlapMs } = rotationOf('oidc') ?? { announceMs: 0, overlapMs: 0 }

let node: TestNode
let second: SecondProcess
let world: World
let origins: string[]

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('rotation')
  await signingKey('oidc')
  second = await startSecondProcess()
  origins = [node.issuer, second.origin]
})
afterAll(async () => {
  await second.stop()
  await node.close()
})
let offset = 0

/** Time goes on, on one process a moment before the other, as it is in life. */
async function advance(ms: number): Promise<void> {
  offset += ms
  testingOnlyMoveClock(offset)
  await second.moveClock(offset)
}

const fetchJwks = async (origin: string) =>
  (await (await fetch(`${origin}/oauth/jwks`)).json()) as JSONWebKeySet

/** A client that keeps our keys for 12 hours, whichever process gave them, and never looks again in between. */
function patientVerifier() {
  const kept = new Map<string, { keys: ReturnType<typeof createLocalJWKSet>; until: number }>()
  return async (token: string, origin: string) => {
    if ((kept.get(origin)?.until ?? 0) < nowMs())
      kept.set(origin, { keys: createLocalJWKSet(await fetchJwks(origin)), until: nowMs() + 12 * HOUR })
    // Clocks of the library are the real ones: only our keys know of the moved one.
    return jwtVerify(token, kept.get(origin)?.keys ?? missing, { issuer: node.issuer })
  }
}

const missing = () => Promise.reject(new Error('no keys'))

/** New tokens from one process; the id_token among them. */
async function refreshAt(origin: string, party: ThirdParty, { refresh_token = '', keys }: Tokens) {
  const proof = await signProof(keys, { htm: 'POST', htu: `${node.issuer}/oauth/token` })
  const form = { grant_type: 'refresh_token', refresh_token }
  const { status, body } = await party.postRaw(`${origin}/oauth/token`, form, proof)
  expect(status, JSON.stringify(body)).toBe(200)
  return String(body.id_token)
}

test('under load, on two processes, no token fails for a client with a copy of our keys', async () => {
  const { party, tokens } = await connect(node, world)
  const verify = patientVerifier()
  const signers = new Set<string | undefined>()
  let [running, verified] = [true, 0]

  async function load(turn: number): Promise<void> {
    for (let i = turn; running; i += 1) {
      const token = await refreshAt(origins[i % 2] ?? '', party, tokens)
      // Keys from the other process than the one that signed.
      await verify(token, origins[(i + 1) % 2] ?? '')
      signers.add(decodeProtectedHeader(token).kid)
      verified += 1
    }
  }
  const more = async (before = verified) =>
    Promise.race([clients, expect.poll(() => verified, { timeout: 20_000 }).toBeGreaterThan(before + 12)])
  const clients = Promise.all([load(0), load(1), load(2), load(3)])

  const first = (await signingKey('oidc')).id
  // The copies are older than the announcement.
  await more()
  const next = await rotateKey('oidc')
  const hours = Array.from({ length: (announceMs + overlapMs) / HOUR / 2 }, () => 2 * HOUR)
  for (const step of [...hours.slice(0, 11), 2 * HOUR - 2_000, 1_000, 1_000, 15_000, ...hours.slice(11)]) {
    await advance(step)
    const before = verified
    await Promise.race([
      clients,
      expect.poll(() => verified, { timeout: 20_000 }).toBeGreaterThan(before + 12),
    ])
  }
  running = false
  await clients

  expect(signers).toEqual(new Set([first, next.id]))
  for (const origin of origins) {
    expect((await fetchJwks(origin)).keys.map(({ kid }) => kid)).toEqual([next.id])
    expect(decodeProtectedHeader(await refreshAt(origin, party, tokens)).kid).toBe(next.id)
  }
}, 90_000)

test('what one process announces, the other publishes before it signs', async () => {
  const before = (await fetchJwks(second.origin)).keys.map(({ kid }) => kid)
  const { id } = await rotateKey('oidc', { hurry: true })
  await advance(16_000)
  for (const origin of origins)
    expect((await fetchJwks(origin)).keys.map(({ kid }) => kid)).toEqual([...before, id])
})

test('a browser keeps its place in a request while cookie secrets and sessions rotate', async () => {
  const { party, tokens } = await connect(node, world)
  await rotateKey('oidc-cookies')
  await rotateKey('portal-session')
  await rotateKey('dpop-nonce')
  const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
  const browser = await node.browse(world.actor, allowAll(world))
  await advance(2 * 60_000)
  const given = await request.finish(await browser.follow(request.url))
  expect(given.refresh_token).toBeTruthy()
  await expect(party.refresh(tokens)).resolves.toMatchObject({ token_type: 'dpop' })
})
