import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { newId, type OperatorActor } from '#lib/core/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeWorld, type World } from '#lib/testing/world.ts'
import {
  keepLogo,
  type PublicRegister,
  proposeEnding,
  registerKeysListener,
  registerListener,
  reinstateParticipant,
  suspendParticipant,
  updateProduct,
} from '../index.ts'
import { endInRegister } from '../proposal/end-in-register.ts'
import { makePng } from '../testing.ts'

const owen: OperatorActor = { kind: 'operator', accountId: newId('account') }
const orla: OperatorActor = { kind: 'operator', accountId: newId('account') }
const reason = { code: 'complaints', sentence: 'Ten people wrote to us.' } as const

let server: Server
let origin: string
let world: World
let clock = 0

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('public')
  const [register, keys] = [registerListener(), registerKeysListener(console.error)]
  server = createServer((req, res) => (req.url === '/register/jwks.json' ? keys : register)(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

/** Past the time for which an answer is kept. */
const later = (ms = 2_000) => {
  clock += ms
  testingOnlyMoveClock(clock)
}
beforeEach(() => later())
afterAll(() => testingOnlyMoveClock(0))

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${origin}${path}`, { headers })
const read = async () => (await get('/register.json')).json() as Promise<PublicRegister>
const only = async () => {
  const [participant] = (await read()).participants
  const [product] = participant?.products ?? []
  return { participant, product }
}

describe('the public register', () => {
  test('says who takes part, as what and with which purposes, and nothing that is theirs alone', async () => {
    const response = await get('/register.json')
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('cache-control')).toBe('public, max-age=60')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const { participant, product } = await only()
    expect(participant).toMatchObject({
      registerNumber: 'TEST-public',
      tradingName: 'Company public',
      roles: ['data-recipient'],
      status: 'active',
      contact: { email: 'contact@recipient.test', phone: '08081 570 999' },
    })
    expect(product).toMatchObject({
      clientId: 'client-public',
      status: 'active',
      purposes: [{ code: 'tariff_comparison', text: 'To compare tariffs for you.' }],
    })
    expect(JSON.stringify(await read())).not.toMatch(/jwks|redirect|acc_|public@test.example/)
  })

  test('shows a suspension with its reason, on the app too, until it is over', async () => {
    const { id } = world.product.participant
    await suspendParticipant(owen, id, reason)
    later()
    const { participant, product } = await only()
    expect(participant).toMatchObject({
      status: 'suspended',
      reason: { code: 'complaints', sentence: reason.sentence },
    })
    expect(product?.status).toBe('inactive')
    await reinstateParticipant(owen, id, { code: 'settled', sentence: 'All is well.' })
    later()
    const after = await only()
    expect([after.participant?.status, after.product?.status]).toEqual(['active', 'active'])
    expect(after.participant).not.toHaveProperty('reason')
  })

  test('is signed, and verifies with the published keys', async () => {
    const response = await get('/register.jwt')
    expect(response.headers.get('content-type')).toBe('application/register+jwt')
    const { payload, protectedHeader } = await jwtVerify(
      await response.text(),
      createRemoteJWKSet(new URL(`${origin}/register/jwks.json`)),
      {
        issuer: 'http://localhost:3000/register',
        typ: 'register+jwt',
        currentDate: new Date(Date.now() + clock),
      },
    )
    expect(protectedHeader.alg).toBe('ES256')
    expect(payload.register).toEqual(await read())
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3600)
  })

  test('is signed anew before the signature runs out, and not for every reader', async () => {
    const one = await (await get('/register.jwt')).text()
    later()
    expect(await (await get('/register.jwt')).text()).toBe(one)
    later(16 * 60_000)
    expect(await (await get('/register.jwt')).text()).not.toBe(one)
  })

  test.each(['/register.json', '/register.jwt'])('%s isn’t sent again to who has it', async (path) => {
    const etag = (await get(path)).headers.get('etag') ?? ''
    for (const known of [etag, `"other", ${etag}`, etag.replace('W/', ''), '*']) {
      const response = await get(path, { 'if-none-match': known })
      expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag])
    }
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200)
    await updateProduct(owen, world.product.id, { ...world.product, description: `Changed for ${path}` })
    later()
    const changed = await get(path, { 'if-none-match': etag })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
  })

  test('a thousand readers at once cost one reading of the database', async () => {
    const { pool } = await import('#lib/db/index.ts')
    // Time stands still, so that a slow machine doesn't spoil the count.
    vi.useFakeTimers({ toFake: ['Date'] })
    await get('/register.json')
    await pool().query('alter table participant rename to participant_gone')
    const statuses = await Promise.all(
      Array.from({ length: 1_000 }, async () => (await get('/register.json')).status),
    )
    later()
    const without = (await get('/register.json')).status
    await pool().query('alter table participant_gone rename to participant')
    vi.useRealTimers()
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(without).toBe(503)
    expect((await get('/register.json')).status).toBe(200)
  })

  test.each([
    ['POST', '/register.json', 405],
    ['GET', '/register/logos/x.png', 404],
    ['GET', `/register/logos/${'0'.repeat(64)}.png`, 404],
    ['GET', '/register/other', 404],
  ])('%s %s is answered %i', async (method, path, status) => {
    expect((await fetch(`${origin}${path}`, { method })).status).toBe(status)
  })

  test('a logo is served as a picture and nothing else, for ever', async () => {
    const logo = await keepLogo(makePng())
    await updateProduct(owen, world.product.id, { ...world.product, logo })
    later()
    const { product } = await only()
    expect(product?.logo).toBe(`http://localhost:3000/register/logos/${logo}.png`)
    const response = await get(`/register/logos/${logo}.png`)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(makePng())
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    })
  })

  test('whoever has left is still told of, with the reason', async () => {
    const subject = { participant: world.product.participant.id }
    await endInRegister(orla, await proposeEnding(owen, subject, { event: 'revoke', reason }))
    later()
    const { participant, product } = await only()
    expect(participant).toMatchObject({ status: 'revoked', reason: { sentence: reason.sentence } })
    expect(product).toMatchObject({ status: 'removed', reason: { code: 'complaints' } })
  })
})
