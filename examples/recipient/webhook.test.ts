import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readWebhook } from './webhook.ts'

const issuer = 'https://node.test'
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519').privateKey
const body = JSON.stringify({ type: 'consent.revoked', data: { arrangementId: 'arr_x', sequence: 1 } })
const seconds = () => Math.floor(Date.now() / 1000)

beforeEach(() => {
  const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'x', use: 'sig' }] }
  vi.stubGlobal('fetch', async () => Response.json(keys))
})
afterEach(() => vi.unstubAllGlobals())

const signed = (key = privateKey, at = seconds(), id = 'evt_1') =>
  new Headers({
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,xx v1a,${sign(null, Buffer.from(`${id}.${at}.${body}`), key).toString('base64')}`,
  })

describe('a message of the node', () => {
  it('is read when one of its signatures is by a published key', async () => {
    await expect(readWebhook(issuer, signed(), body)).resolves.toMatchObject({ type: 'consent.revoked' })
  })

  it.each([
    ['somebody else signed it', () => [signed(stranger), body]],
    ['it was changed', () => [signed(), body.replace('arr_x', 'arr_y')]],
    ['it is old', () => [signed(privateKey, seconds() - 301), body]],
    ['it is from the future', () => [signed(privateKey, seconds() + 301), body]],
    ['nobody signed it', () => [new Headers({ 'webhook-timestamp': String(seconds()) }), body]],
    ['it says nothing', () => [new Headers(), '']],
  ] as [string, () => [Headers, string]][])('is refused when %s', async (_what, make) => {
    await expect(readWebhook(issuer, ...make())).rejects.toThrow(/old|not signed/)
  })
})
