import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => vi.resetModules())
afterEach(() => {
  vi.unstubAllEnvs()
  // What is one for each process is made anew with other settings.
  Reflect.deleteProperty(globalThis, Symbol.for('energyos.trusted-proxies'))
})

interface Seen {
  headers: IncomingHttpHeaders
  raw: string[]
  certificate: boolean
  answer: IncomingHttpHeaders
}

/** What a listener behind the door sees of a request from 127.0.0.1, with these settings. */
async function admit(settings: Record<string, string>, headers: Record<string, string>): Promise<Seen> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  const { admitRequest, clientCertificate } = await import('./index.ts')
  const server = createServer(
    admitRequest((req, res) => {
      const certificate = clientCertificate(req) !== undefined
      res.end(JSON.stringify({ headers: req.headers, raw: req.rawHeaders, certificate }))
    }),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const asking = request({ host: '127.0.0.1', port, path: '/oauth/token', headers }).end()
  const [answer] = await once(asking, 'response')
  const seen = JSON.parse(Buffer.concat(await answer.toArray()).toString())
  await new Promise((resolve) => server.close(resolve))
  return { ...seen, answer: answer.headers }
}

async function makeHeader(): Promise<string> {
  const { makeCertificate } = await import('#lib/testing/certificate.ts')
  return `:${makeCertificate().certificate.raw.toString('base64')}:`
}

const behindProxy = {
  APP_MODE: 'production',
  DATABASE_URL: 'postgresql://nobody@db.example/none',
  OPERATOR_KEY: randomBytes(32).toString('base64url'),
  SUPPORT_PHONE: '08081 570 456',
  SMTP_URL: 'smtps://mail.example',
  MAIL_FROM: 'no-reply@consent.example',
  ISSUER: 'https://consent.example',
  MTLS_ORIGIN: 'https://mtls.consent.example',
  TRUSTED_PROXIES: '127.0.0.1',
}
const stranger = { ...behindProxy, TRUSTED_PROXIES: '10.0.0.0/8' }

const claims = {
  host: 'evil.example',
  forwarded: 'for=192.0.2.1;host=evil.example;proto=http',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
  'x-forwarded-for': '192.0.2.1',
  'x-forwarded-port': '81',
  'x-forwarded-prefix': '/evil',
  'X-Real-IP': '192.0.2.1',
  'client-cert-chain': ':AAAA:',
}

test("a stranger's claims change nothing: the address is the published one, and the rest is not there", async () => {
  const seen = await admit(stranger, { ...claims, 'Client-Cert': await makeHeader(), dpop: 'kept' })
  expect(seen.headers).toEqual({
    host: 'consent.example',
    'x-forwarded-host': 'consent.example',
    'x-forwarded-proto': 'https',
    connection: expect.any(String),
    dpop: 'kept',
  })
  expect(seen.raw.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase())).toEqual([
    'host',
    'dpop',
    'connection',
  ])
  expect(seen.certificate).toBe(false)
})

test("a stranger's certificate header is worth nothing at the alias either", async () => {
  const seen = await admit(stranger, { host: 'mtls.consent.example', 'client-cert': await makeHeader() })
  expect([seen.certificate, seen.headers.host]).toEqual([false, 'mtls.consent.example'])
})

test.each(['mtls.consent.example:443', 'MTLS.Consent.Example'])('%s is the alias as well', async (host) => {
  expect((await admit(stranger, { host })).headers.host).toBe('mtls.consent.example')
})

test.each(['mtls.consent.example:8443', 'mtls.consent.example.evil.example', '', '%'])(
  'any other Host is as good as the address for browsers: %s',
  async (host) => {
    expect((await admit(stranger, { host })).headers.host).toBe('consent.example')
  },
)

test('a named proxy says who the caller is, and not where we are', async () => {
  const headers = { ...claims, host: 'mtls.consent.example', 'client-cert': await makeHeader() }
  const seen = await admit(behindProxy, headers)
  expect(seen.certificate).toBe(true)
  expect(seen.headers).toMatchObject({
    host: 'mtls.consent.example',
    'x-forwarded-host': 'mtls.consent.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '192.0.2.1',
  })
})

test.each<[string, (header: string) => Record<string, string>]>([
  [
    'at the address for browsers, where it asks for none',
    (header) => ({ host: 'consent.example', 'client-cert': header }),
  ],
  ['in another form', (header) => ({ host: 'mtls.consent.example', 'client-cert': header.slice(1, -1) })],
  ['twice', (header) => ({ host: 'mtls.consent.example', 'client-cert': `${header}, ${header}` })],
  ['that is none', () => ({ host: 'mtls.consent.example', 'client-cert': ':AAAA:' })],
])('a named proxy passes no certificate on %s', async (_what, headers) => {
  expect((await admit(behindProxy, headers(await makeHeader()))).certificate).toBe(false)
})

test.each([
  ['once the issuer is https', behindProxy, 'max-age=31536000; includeSubDomains'],
  ['but not where it is http', { ...behindProxy, ISSUER: 'http://localhost:3000' }, undefined],
  ['nor in the demo', { ...behindProxy, APP_MODE: 'demo', ISSUER: 'https://localhost:3000' }, undefined],
])('browsers are told to come by TLS alone, %s', async (_when, settings, told) => {
  expect((await admit(settings, {})).answer['strict-transport-security']).toBe(told)
})
