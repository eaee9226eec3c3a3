import { generateKeyPairSync } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { endingEvents } from '../proposal/ending.ts'
import { plainLine, reasonCodes, reasonsFor, statusReason } from '../status/reason.ts'
import {
  eventsFrom,
  isEnding,
  participantTransitions,
  productTransitions,
  statusAfter,
} from '../status/status.ts'
import { pngChunk, pngEnd, pngHeader, pngSignature } from '../testing.ts'
import { clientKeys } from './client-keys.ts'
import { cleanLogo } from './logo.ts'
import { redirectUri } from './redirect-uri.ts'

const notUsable = expect.objectContaining({ reason: 'logo-not-usable' })

describe('the statuses', () => {
  test('that take two operators are those that nothing leaves', () => {
    const all = [participantTransitions, productTransitions].flatMap((table) =>
      Object.keys(table).filter((event) => isEnding(table, event)),
    )
    expect(all).toEqual(endingEvents)
  })

  test('of what has ended allow nothing more', () => {
    for (const status of ['revoked', 'surrendered'] as const) {
      expect(eventsFrom(participantTransitions, status)).toEqual([])
    }
    expect(eventsFrom(productTransitions, 'removed')).toEqual([])
    expect(() => statusAfter(participantTransitions, 'revoked', 'toString')).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    )
  })
})

describe('a reason', () => {
  test('to stop is not one to come back', () => {
    expect([...reasonsFor('suspend'), ...reasonsFor('reinstate')].toSorted()).toEqual(reasonCodes.toSorted())
    expect(reasonsFor('reinstate')).not.toContain('security-incident')
  })

  test.each(['two\nlines', 'turned \u202Earound', 'in\u200Bvisible', '', '  ', 'x'.repeat(201)])(
    'is plain text on one line: %j is refused',
    (sentence) => {
      expect(statusReason.safeParse({ code: 'complaints', sentence }).success).toBe(false)
    },
  )

  test('may be written in any language', () => {
    expect(plainLine(40).parse(' Dŵr, 電力 & naïve ')).toBe('Dŵr, 電力 & naïve')
  })
})

describe('a redirect URI', () => {
  test.each([
    'https://app.example/cb',
    'https://app.example:8443/cb?x=1',
    'http://127.0.0.1/cb',
    'http://[::1]:3100/cb',
  ])('%s is taken', (uri) => expect(redirectUri.safeParse(uri).success).toBe(true))
  test.each([
    'http://app.example/cb',
    'http://localhost/cb',
    'http://127.0.0.1.evil.example/cb',
    'https://user@app.example/cb',
    'https://app.example/cb#x',
    'https://*.app.example/cb',
    'https://app.example\\@evil.example/',
    'https://app.example/\tcb',
    'com.example.app:/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    '//app.example/cb',
    '',
  ])('%j is refused', (uri) => expect(redirectUri.safeParse(uri).success).toBe(false))
})

describe('a key', () => {
  const jwk = (pair: { publicKey: { export(o: { format: 'jwk' }): object } }) => ({
    ...pair.publicKey.export({ format: 'jwk' }),
    kid: 'k',
  })
  const rsa = (modulusLength: number) => jwk(generateKeyPairSync('rsa', { modulusLength }))
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const taken = (...keys: object[]) => clientKeys.safeParse({ keys }).success

  test('may be RSA of 2048 bits, P-256 or Ed25519', () => {
    expect(taken({ ...rsa(2048), alg: 'PS256' })).toBe(true)
    expect(taken({ ...jwk(p256), alg: 'ES256', use: 'sig' })).toBe(true)
    expect(taken(jwk(generateKeyPairSync('ed25519')))).toBe(true)
  })

  test.each([
    ['RSA of 1024 bits', () => rsa(1024)],
    ['P-384', () => jwk(generateKeyPairSync('ec', { namedCurve: 'P-384' }))],
    ['secp256k1', () => jwk(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }))],
    ['X25519', () => jwk(generateKeyPairSync('x25519'))],
    ['a secret', () => ({ kty: 'oct', k: 'c2VjcmV0', kid: 'k' })],
    ['a private key', () => ({ ...p256.privateKey.export({ format: 'jwk' }), kid: 'k' })],
    ['the algorithm of another key', () => ({ ...jwk(p256), alg: 'PS256' })],
    ['a weak algorithm', () => ({ ...rsa(2048), alg: 'RS256' })],
    ['a point that is not on the curve', () => ({ ...jwk(p256), x: 'AAAA' })],
    ['a key without a name', () => ({ ...jwk(p256), kid: '' })],
    ['a key for encryption', () => ({ ...jwk(p256), use: 'enc' })],
  ])('is never %s', (_what, make) => expect(taken(make())).toBe(false))

  test('has a name of its own, and there is one at least', () => {
    expect(taken(jwk(p256), jwk(generateKeyPairSync('ed25519')))).toBe(false)
    expect(taken()).toBe(false)
  })

  test('that is private is refused without being repeated', () => {
    const secret = p256.privateKey.export({ format: 'jwk' })
    const { error } = clientKeys.safeParse({ keys: [{ ...secret, kid: 'k' }] })
    expect(error?.issues[0]?.message).toContain('private')
    expect(JSON.stringify(error?.issues)).not.toContain(secret.d)
  })
})

describe('a logo', () => {
  const pixels = pngChunk('IDAT', deflateSync(Buffer.alloc(64 * 65)))
  const plain = Buffer.concat([pngSignature, pngHeader(64, 64), pixels, pngEnd])

  test('is kept as it is', () => expect(cleanLogo(plain)).toEqual(plain))

  test('loses everything but the picture', () => {
    const note = pngChunk('tEXt', Buffer.from('Author\0Somebody'))
    expect(cleanLogo(Buffer.concat([pngSignature, pngHeader(64, 64), note, pixels, pngEnd]))).toEqual(plain)
  })

  test.each([
    ['a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['something after its end', Buffer.concat([plain, Buffer.from('<script>')])],
    ['a wrong checksum', Buffer.concat([plain.subarray(0, -1), Buffer.from([0])])],
    ['half a file', plain.subarray(0, -20)],
    ['no end', Buffer.concat([pngSignature, pngHeader(64, 64), pixels])],
    [
      'pixels that do not unpack',
      Buffer.concat([pngSignature, pngHeader(64, 64), pngChunk('IDAT', Buffer.from('x')), pngEnd]),
    ],
    [
      'a bomb',
      Buffer.concat([
        pngSignature,
        pngHeader(64, 64),
        pngChunk('IDAT', deflateSync(Buffer.alloc(3e6))),
        pngEnd,
      ]),
    ],
    ['more than 512 pixels', Buffer.concat([pngSignature, pngHeader(513, 64), pixels, pngEnd])],
    ['less than 32 pixels', Buffer.concat([pngSignature, pngHeader(64, 31), pixels, pngEnd])],
    [
      'more than 24 KB',
      Buffer.concat([
        pngSignature,
        pngHeader(64, 64),
        pngChunk('tEXt', Buffer.alloc(25_000)),
        pixels,
        pngEnd,
      ]),
    ],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', (_what, bytes) => expect(() => cleanLogo(bytes)).toThrow(notUsable))
})
