import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeWorld, type World } from '#lib/testing/world.ts'
import { issueStatement, registerKeysListener, verifyStatement } from '../index.ts'
import { registerIssuer } from '../register-keys.ts'

await useTestDatabase()
process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
const server = createServer(registerKeysListener(console.error))
const here = 'http://localhost:3000'
let world: World

beforeAll(async () => {
  world = await makeWorld()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
afterEach(() => testingOnlyMoveClock(0))

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/register/jwks.json`

test('a statement says what the register says, and its signature is checked by the published keys', async () => {
  const { product } = world
  const jwt = await issueStatement(product, 'https://another.example')
  const { payload, protectedHeader } = await jwtVerify(jwt, createRemoteJWKSet(new URL(address())))
  expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'software-statement+jwt' })
  expect(payload).toEqual({
    iss: registerIssuer(),
    aud: 'https://another.example',
    iat: expect.any(Number),
    exp: Number(payload.iat) + 600,
    jti: expect.any(String),
    org_id: product.participant.registerNumber,
    org_name: product.participant.tradingName,
    org_legal_name: product.participant.legalName,
    org_phone: product.participant.contactPhone,
    contacts: [product.participant.contactEmail],
    client_uri: product.participant.website,
    policy_uri: product.participant.privacyUrl,
    software_id: product.id,
    software_client_name: product.name,
    software_client_description: product.description,
    software_roles: ['data-recipient-software-product'],
    redirect_uris: product.redirectUris,
    jwks: product.jwks,
    permissions: product.permissions,
    purposes: product.purposes,
    onward_sharing: [],
  })
})

test('the published keys are public', async () => {
  const response = await fetch(address())
  expect(response.headers.get('content-type')).toBe('application/jwk-set+json')
  const { keys } = await response.json()
  expect(keys).toHaveLength(1)
  expect(Object.keys(keys[0]).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  expect((await fetch(address(), { method: 'POST' })).status).toBe(405)
})

test('each statement is another one', async () => {
  const [one, two] = [await issueStatement(world.product, here), await issueStatement(world.product, here)]
  expect((await verifyStatement(one)).jti).not.toBe((await verifyStatement(two)).jti)
})

test('it can be used for ten minutes', async () => {
  const jwt = await issueStatement(world.product, here)
  testingOnlyMoveClock(9 * 60_000)
  await expect(verifyStatement(jwt)).resolves.toMatchObject({ software_id: world.product.id })
  testingOnlyMoveClock(11 * 60_000)
  await expect(verifyStatement(jwt)).rejects.toMatchObject({ reason: 'invalid-software-statement' })
})

test('who may not take part gets none, and neither does who receives no data', async () => {
  const { product } = world
  await expect(issueStatement({ ...product, status: 'inactive' }, here)).rejects.toMatchObject({
    reason: 'product-not-active',
  })
  const suspended = { ...product, participant: { ...product.participant, status: 'suspended' as const } }
  await expect(issueStatement(suspended, here)).rejects.toMatchObject({ reason: 'product-not-active' })
  const holder = { ...product, participant: { ...product.participant, roles: ['data-holder' as const] } }
  await expect(issueStatement(holder, here)).rejects.toMatchObject({ reason: 'not-a-recipient' })
})

test('a record that others would refuse is not signed', async () => {
  const { product } = world
  const jwks = { keys: product.jwks.keys.map(({ kid: _, ...key }) => key) }
  await expect(issueStatement({ ...product, jwks }, here)).rejects.toMatchObject({
    reason: 'record-not-fit',
    message: expect.stringContaining('jwks.keys.0.kid'),
  })
})
