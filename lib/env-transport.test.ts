import { describe, expect, test } from 'vitest'
import { parseEnv } from './env.ts'

const pair = { TLS_CERT: '/etc/cert.pem', TLS_KEY: '/etc/key.pem' }

describe('how requests arrive', () => {
  test('is plain http on this machine, and no proxy is believed, unless something is set', () => {
    expect(parseEnv({})).toMatchObject({
      issuer: 'http://localhost:3000',
      tls: undefined,
      mtls: undefined,
      trustedProxies: [],
      dpopNonce: 'optional',
    })
  })

  test('is https with a certificate, and certificates are asked for at a port of their own', () => {
    expect(parseEnv({ ...pair, MTLS_PORT: '3443', MTLS_CA: '/etc/ca.pem' })).toMatchObject({
      issuer: 'https://localhost:3000',
      tls: { cert: '/etc/cert.pem', key: '/etc/key.pem' },
      mtls: { origin: 'https://localhost:3443', port: 3443, ca: '/etc/ca.pem' },
    })
  })

  test('may be by proxies, that ask for certificates at an alias', () => {
    const settings = {
      ISSUER: 'https://localhost',
      MTLS_ORIGIN: 'https://mtls.localhost',
      TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,2001:db8::/32',
    }
    expect(parseEnv(settings)).toMatchObject({
      mtls: { origin: 'https://mtls.localhost', port: undefined },
      trustedProxies: ['10.0.0.5', '10.1.0.0/16', '2001:db8::/32'],
    })
  })

  test.each<[string, Record<string, string>]>([
    ['TLS_CERT and TLS_KEY go together', { TLS_CERT: '/etc/cert.pem' }],
    ['the ISSUER must be https', { ...pair, ISSUER: 'http://localhost:3000' }],
    ['MTLS_PORT needs TLS_CERT', { MTLS_PORT: '3443' }],
    ['MTLS_ORIGIN must be an origin', { ...pair, MTLS_PORT: '3443', MTLS_ORIGIN: 'https://localhost/mtls' }],
    [
      'MTLS_ORIGIN must not be the ISSUER',
      { ...pair, MTLS_PORT: '3443', MTLS_ORIGIN: 'https://localhost:3000' },
    ],
    ['MTLS_ORIGIN needs MTLS_PORT, or TRUSTED_PROXIES', { MTLS_ORIGIN: 'https://mtls.localhost' }],
    ['MTLS_ORIGIN', { ...pair, MTLS_ORIGIN: 'http://mtls.localhost' }],
    ['MTLS_PORT must not be PORT', { ...pair, PORT: '3443', MTLS_PORT: '3443' }],
    ['MTLS_PORT', { ...pair, MTLS_PORT: '0' }],
    ['MTLS_CA needs', { MTLS_CA: '/etc/ca.pem' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'proxy.example' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '0.0.0.0/0' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/8/8' }],
    ['DPOP_NONCE', { DPOP_NONCE: 'sometimes' }],
  ])('is refused with a sentence: %s', (sentence, settings) => {
    expect(() => parseEnv(settings)).toThrow(sentence)
  })
})
