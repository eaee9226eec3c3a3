import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { makeCertificate, type TestCertificate } from '#lib/testing/certificate.ts'
import { addCertifiedProduct } from '#lib/testing/certified-party.ts'
import { startTlsNode, type TlsNode } from '#lib/testing/tls-node.ts'
import { makeWorld, type World } from '#lib/testing/world.ts'

vi.hoisted(() => Object.assign(process.env, { LIMIT_CLIENT: '5' }))

let node: TlsNode
let world: World
let clock = 0

beforeAll(async () => {
  node = await startTlsNode('in the process')
  world = await makeWorld('certified')
})
afterAll(() => node.close())

// Time stands still but for `rest`, however slow the machine.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  rest()
})
afterEach(() => void vi.useRealTimers())

/** Long enough for all buckets to be full again. */
function rest(): void {
  clock += 5_000
  testingOnlyMoveClock(clock)
}

const ways: [string, Record<string, unknown>, () => TestCertificate][] = [
  ['of its own', { token_endpoint_auth_method: 'self_signed_tls_client_auth' }, () => makeCertificate()],
  [
    'of its own, with keys at an address',
    {
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    },
    () => makeCertificate(),
  ],
  [
    'of an authority',
    { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=busy' },
    () => makeCertificate({ subject: [[['CN', 'busy']]], issuer: node.authority }),
  ],
]

describe.each(ways)('a client that is known by a certificate %s', (_what, choices, make) => {
  let clientId: string
  let own: TestCertificate

  beforeAll(async () => {
    own = make()
    clientId = (await addCertifiedProduct(world, own, choices)).clientId
  })

  /** Asks at an endpoint for something that isn't there. */
  const ask = (endpoint: string, shown = own) =>
    node.fetchWith(shown)(`${node.alias}/oauth/${endpoint}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        client_id: clientId,
        token: 'x',
        grant_type: 'refresh_token',
        refresh_token: 'x',
      }),
    })

  const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work))

  test.each(['token', 'introspect', 'revoke', 'par'])(
    'that asks too often at /oauth/%s gets 429',
    async (endpoint) => {
      const first = await ask(endpoint)
      expect(first.status).toBeLessThan(429)
      rest()
      const answers = await times(15, () => ask(endpoint))
      const refused = answers.filter(({ status }) => status === 429)
      expect(refused).toHaveLength(5)
      expect(refused[0]?.headers.get('retry-after')).toBe('1')
      expect(await refused[0]?.json()).toMatchObject({ error: 'temporarily_unavailable' })
      rest()
      expect((await ask(endpoint)).status).toBe(first.status)
    },
  )

  test('keeps its share, whoever asks in its name without the certificate', async () => {
    const stranger = makeCertificate({ subject: [[['CN', 'busy']]] })
    for (const { status } of await times(30, () => ask('token', stranger))) expect(status).toBe(401)
    expect((await ask('token')).status).toBe(400)
  })
})
