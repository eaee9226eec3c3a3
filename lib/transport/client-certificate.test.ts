import type { IncomingMessage } from 'node:http'
import { beforeAll, expect, test } from 'vitest'
import { makeCertificate } from '#lib/testing/certificate.ts'
import { clientCertificate, thumbprintOf } from './client-certificate.ts'

const alias = { MTLS_ORIGIN: 'https://mtls.localhost', TRUSTED_PROXIES: '10.0.0.5' }
const { certificate } = makeCertificate()
const header = `:${certificate.raw.toString('base64')}:`

beforeAll(() => Object.assign(process.env, alias, { ISSUER: 'https://localhost' }))

const request = (remoteAddress: string, host = 'mtls.localhost') =>
  ({
    url: '/',
    socket: { remoteAddress },
    headers: { host, 'client-cert': header },
  }) as unknown as IncomingMessage

test('a named proxy passes a certificate on, at the alias', () => {
  const passed = clientCertificate(request('10.0.0.5'))
  expect(passed && thumbprintOf(passed)).toBe(thumbprintOf(certificate))
})

test("a stranger's header is no certificate, even if it came past the door", () => {
  expect(clientCertificate(request('10.0.0.6'))).toBeUndefined()
})

test('at the address for browsers nobody asks for certificates, so there is none', () => {
  expect(clientCertificate(request('10.0.0.5', 'localhost'))).toBeUndefined()
})
