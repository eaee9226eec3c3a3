import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { startTestNode } from '#lib/testing/node.ts'
import { connect } from '#lib/testing/party.ts'
import { makeWorld } from '#lib/testing/world.ts'
import { signingClient } from './message-signing/testing.ts'

const node = await startTestNode()
afterAll(node.close)
const world = await makeWorld('anything')
const client = await signingClient(node, world)

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constant('a'.repeat(20_000)),
  fc.constant('eyJhbGciOiJub25lIn0.e30.'),
)
const form = fc.record(
  { token: text, token_type_hint: text, scope: text, unknown: text },
  { requiredKeys: [] },
)

/** How much there is of what such a request could change. */
const counts = () =>
  Promise.all([
    db().ledgerEntry.count(),
    db().consent.count({ where: { state: 'active' } }),
    db().accessToken.count(),
    db().oidcRecord.count({ where: { model: { in: ['Grant', 'RefreshToken'] } } }),
  ])

describe('whatever is sent', () => {
  test('introspection and revocation answer with an OAuth error, inactive or nothing, and change nothing', async () => {
    await connect(node, world)
    const before = await counts()
    await fc.assert(
      fc.asyncProperty(form, fc.constantFrom('introspect', 'revoke'), async (fields, endpoint) => {
        const response = await client.post(`/oauth/${endpoint}`, fields as Record<string, string>)
        const body = await response.text()
        expect([200, 400]).toContain(response.status)
        if (response.status === 400) expect(JSON.parse(body)).toHaveProperty('error')
        else expect(body).toBe(endpoint === 'revoke' ? '' : '{"active":false}')
      }),
      { numRuns: 60 },
    )
    expect(await counts()).toEqual(before)
  })

  test('the logout address never leads away to an address that is not registered', async () => {
    const addresses = fc.oneof(
      fc.webUrl(),
      text,
      fc.constant('//evil.example'),
      fc.constant('javascript:alert(1)'),
    )
    const query = fc.record(
      {
        client_id: fc.constantFrom(world.product.clientId, 'nobody'),
        post_logout_redirect_uri: addresses,
        state: text,
      },
      { requiredKeys: ['post_logout_redirect_uri'] },
    )
    await fc.assert(
      fc.asyncProperty(query, async (parameters) => {
        const url = `${node.issuer}/oauth/logout?${new URLSearchParams(parameters as Record<string, string>)}`
        if (url.length > 8_000) return
        const response = await fetch(url, { redirect: 'manual' })
        expect([303, 400, 401]).toContain(response.status)
        expect(['/', null]).toContain(response.headers.get('location'))
      }),
      { numRuns: 60, examples: [[{ post_logout_redirect_uri: '//evil.example', state: 'a\0b' }]] },
    )
  })
})
