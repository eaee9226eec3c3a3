import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { showConnection, withdrawConsent } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { parseEntry } from '#lib/ledger/entry.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, grantedOf, partyOf } from '#lib/testing/party.ts'
import type { ThirdParty, Tokens } from '#lib/testing/third-party.ts'
import { makeWorld, type World } from '#lib/testing/world.ts'

let node: TestNode
let world: World
let stranger: ThirdParty

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('giving-up')
  stranger = await partyOf(node, await makeWorld('stranger'))
})
afterAll(() => node.close())

/** Revokes as `clientId`, and returns the status and the body as text. */
async function revoke(
  party: ThirdParty,
  clientId: string,
  token = '',
  hint?: string,
): Promise<[number, string]> {
  const response = await fetch(`${node.issuer}/oauth/revoke`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await party.signAssertion({ iss: clientId, sub: clientId }),
      token,
      ...(hint && { token_type_hint: hint }),
    }),
  })
  return [response.status, await response.text()]
}

const revokeOwn = (party: ThirdParty, token: string | undefined, hint?: string) =>
  revoke(party, world.product.clientId, token, hint)

const reads = async (party: ThirdParty, tokens: Tokens) =>
  (await party.get('/energy/v1/supply-points', tokens)).status

const connectionOf = (tokens: Tokens) => showConnection(world.actor, grantedOf(tokens).arrangement_id)

/** The entries about the end of this arrangement. */
async function endings(tokens: Tokens) {
  const rows = await db().ledgerEntry.findMany({
    where: { type: { in: ['consent.revoked', 'consent.withdrawn'] } },
  })
  return rows
    .map(({ leaf }) => parseEntry(leaf))
    .filter((entry) => 'arrangement' in entry && entry.arrangement === grantedOf(tokens).arrangement_id)
}

/** Nothing about this connection has changed. */
async function expectUntouched(party: ThirdParty, tokens: Tokens) {
  expect(await reads(party, tokens)).toBe(200)
  await expect(party.refresh(tokens)).resolves.toMatchObject({ token_type: 'dpop' })
  expect(await connectionOf(tokens)).toMatchObject({ state: 'active', endedBy: null })
  expect(await endings(tokens)).toEqual([])
}

describe('revoking an access token (RFC 7009)', () => {
  test.each([undefined, 'access_token', 'refresh_token', 'nonsense'])(
    'ends that token alone, whatever the hint: %s',
    async (hint) => {
      const { party, tokens } = await connect(node, world)
      const second = await party.refresh(tokens)
      expect(await revokeOwn(party, tokens.access_token, hint)).toEqual([200, ''])
      expect(await reads(party, tokens)).toBe(401)
      await expectUntouched(party, { ...tokens, ...second })
    },
  )
})

describe('revoking a refresh token: the recipient gives the consent up', () => {
  test.each([undefined, 'refresh_token', 'access_token'])(
    'ends consent and tokens, and the consumer sees who ended it; hint: %s',
    async (hint) => {
      const { party, tokens } = await connect(node, world)
      const other = await connect(node, world)
      expect(await revokeOwn(party, tokens.refresh_token, hint)).toEqual([200, ''])
      expect(await reads(party, tokens)).toBe(401)
      await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
      expect(await connectionOf(tokens)).toMatchObject({ state: 'revoked', endedBy: 'recipient' })
      expect(await endings(tokens)).toMatchObject([
        { type: 'consent.revoked', by: 'recipient', product: world.product.id },
      ])
      await expectUntouched(other.party, other.tokens)
    },
  )

  test('fifty at once make one entry', async () => {
    const { party, tokens } = await connect(node, world)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => revokeOwn(party, tokens.refresh_token)),
    )
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([200]))
    expect(await endings(tokens)).toHaveLength(1)
  })

  test('after a withdrawal changes nothing: the consumer ended it', async () => {
    const { party, tokens } = await connect(node, world)
    await withdrawConsent(world.actor, grantedOf(tokens).arrangement_id)
    expect(await revokeOwn(party, tokens.refresh_token)).toEqual([200, ''])
    expect(await connectionOf(tokens)).toMatchObject({ state: 'withdrawn', endedBy: 'consumer' })
    expect(await endings(tokens)).toMatchObject([{ type: 'consent.withdrawn' }])
  })

  test('and the consumer, both at once, is one ending', async () => {
    const { party, tokens } = await connect(node, world)
    await Promise.all([
      withdrawConsent(world.actor, grantedOf(tokens).arrangement_id),
      revokeOwn(party, tokens.refresh_token),
    ])
    expect(await endings(tokens)).toHaveLength(1)
  })
})

describe('what is not theirs to revoke', () => {
  test('an unknown token is answered like a known one', async () => {
    const { party } = await connect(node, world)
    expect(await revokeOwn(party, 'x'.repeat(43))).toEqual([200, ''])
  })

  test("another client's tokens stay as they are, and nothing is told", async () => {
    const { party, tokens } = await connect(node, world)
    for (const token of [tokens.access_token, tokens.refresh_token]) {
      expect(await revoke(stranger, 'client-stranger', token)).toEqual([200, ''])
    }
    await expectUntouched(party, tokens)
  })

  test('nobody revokes without credentials', async () => {
    const { party, tokens } = await connect(node, world)
    // The stranger's signature, in the name of the client.
    const [status, body] = await revoke(stranger, world.product.clientId, tokens.refresh_token)
    expect([status, JSON.parse(body)]).toMatchObject([401, { error: 'invalid_client' }])
    await expectUntouched(party, tokens)
  })
})
