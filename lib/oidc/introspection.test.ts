import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdrawConsent } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, grantedOf, partyOf } from '#lib/testing/party.ts'
import type { ThirdParty, Tokens } from '#lib/testing/third-party.ts'
import { allowAll, makeWorld, type World } from '#lib/testing/world.ts'

const INACTIVE = { status: 200, body: { active: false } }

let node: TestNode
let world: World
let holder: ThirdParty

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('asking')
  holder = await partyOf(node, await makeHolder())
})
afterAll(() => node.close())

/** A software product of a participant that the register knows as a data holder. */
async function makeHolder(): Promise<World> {
  const made = await makeWorld('holding')
  const where = { id: made.product.participant.id }
  await db().participant.update({ where, data: { roles: ['data-holder'] } })
  return made
}

const introspect = (party: ThirdParty, token: string | undefined, form: Record<string, string> = {}) =>
  party.postRaw(`${node.issuer}/oauth/introspect`, { token: token ?? '', ...form })

const both = ({ access_token, refresh_token }: Tokens) => [access_token, refresh_token]

describe('a data holder (RFC 7662)', () => {
  test('learns what an access token lets through, and which key it is bound to', async () => {
    const daily = { allow: { ...allowAll(world).allow, usage: 'meter.electricity.daily' } }
    const { tokens } = await connect(node, world, daily)
    const { status, body } = await introspect(holder, tokens.access_token)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      active: true,
      client_id: world.product.clientId,
      iss: node.issuer,
      aud: `${node.issuer}/energy/v1`,
      scope: 'energy:read',
      token_type: 'DPoP',
      cnf: { jkt: expect.stringMatching(/^[\w-]{43}$/) },
      authorization_details: [grantedOf(tokens)],
    })
    expect(grantedOf(tokens)).toMatchObject({
      arrangement_id: expect.stringMatching(/^arr_/),
      datatypes: ['supply-point.basic', 'meter.electricity.daily'],
    })
    expect(Number(body.exp) - Number(body.iat)).toBe(300)
  })

  test('sees the subject that the recipient sees, not the account', async () => {
    const { tokens } = await connect(node, world)
    const { body } = await introspect(holder, tokens.access_token)
    expect(body.sub).toBe(decodeJwt(tokens.id_token ?? '').sub)
    expect(JSON.stringify(body)).not.toContain(world.actor.accountId)
  })

  test('learns nothing about a refresh token, which nobody should show it', async () => {
    const { tokens } = await connect(node, world)
    expect(await introspect(holder, tokens.refresh_token)).toEqual(INACTIVE)
    expect(await introspect(holder, tokens.refresh_token, { token_type_hint: 'refresh_token' })).toEqual(
      INACTIVE,
    )
  })

  test.each([
    ['one that nobody issued', 'x'.repeat(43)],
    ['a JWT', 'eyJhbGciOiJFUzI1NiJ9.e30.AA'],
    ['something else', '%00é'],
  ])('is told that a token is inactive and nothing else: %s', async (_what, token) => {
    expect(await introspect(holder, token)).toEqual(INACTIVE)
  })

  test('is refused without its credentials, or without a token', async () => {
    const { tokens } = await connect(node, world)
    const assertion = await holder.signAssertion({ aud: 'https://another.test' })
    const form = { token: tokens.access_token, client_assertion: assertion }
    expect(await introspect(holder, '', form)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
    expect(await introspect(holder, '')).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  test('may not ask while it is suspended', async () => {
    const suspended = await makeWorld('suspended-holder')
    const asking = await partyOf(node, suspended)
    const where = { id: suspended.product.participant.id }
    await db().participant.update({ where, data: { roles: ['data-holder'], status: 'suspended' } })
    const { tokens } = await connect(node, world)
    expect(await introspect(asking, tokens.access_token)).toMatchObject({ status: 401 })
  })
})

describe('a recipient', () => {
  test('learns whether its own tokens are in force', async () => {
    const { party, tokens } = await connect(node, world)
    for (const token of both(tokens)) {
      const { body } = await introspect(party, token)
      expect(body).toMatchObject({ active: true, authorization_details: [grantedOf(tokens)] })
    }
  })

  test('learns nothing about the tokens of others', async () => {
    const other = await partyOf(node, await makeWorld('other'))
    const { tokens } = await connect(node, world)
    for (const token of both(tokens)) expect(await introspect(other, token)).toEqual(INACTIVE)
  })
})

describe('what is not in force is inactive, and nothing else is said', () => {
  /** Both tokens of a new connection, asked about by those who could see them. */
  async function connected() {
    const { party, tokens } = await connect(node, world)
    const answers = () =>
      Promise.all([
        introspect(holder, tokens.access_token),
        ...both(tokens).map((token) => introspect(party, token)),
      ])
    expect((await answers()).map(({ body }) => body.active)).toEqual([true, true, true])
    return { tokens, answers }
  }

  test('after a withdrawal', async () => {
    const { tokens, answers } = await connected()
    await withdrawConsent(world.actor, grantedOf(tokens).arrangement_id)
    expect(await answers()).toEqual([INACTIVE, INACTIVE, INACTIVE])
  })

  test('while the recipient is suspended', async () => {
    const { tokens } = await connected()
    const where = { id: world.product.id }
    await db().softwareProduct.update({ where, data: { status: 'inactive' } })
    expect(await introspect(holder, tokens.access_token)).toEqual(INACTIVE)
    await db().softwareProduct.update({ where, data: { status: 'active' } })
    expect((await introspect(holder, tokens.access_token)).body.active).toBe(true)
  })

  test('when the access token has run out', async () => {
    const { tokens } = await connected()
    await db().accessToken.updateMany({ data: { expiresAt: new Date() } })
    await db().$executeRaw`update access_token set payload = jsonb_set(payload, '{exp}', to_jsonb(1))`
    expect(await introspect(holder, tokens.access_token)).toEqual(INACTIVE)
  })
})
