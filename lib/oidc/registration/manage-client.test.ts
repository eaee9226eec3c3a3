import { randomUUID } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { makeClientKey } from '#lib/testing/client-key.ts'
import { makeClaims, makeRegister, send } from '#lib/testing/registration.ts'
import { createThirdParty } from '#lib/testing/third-party.ts'
import { startTrustingNode } from '#lib/testing/trusting-node.ts'
import { allowAll, energyRequest, makeWorld } from '#lib/testing/world.ts'

const elsewhere = await makeRegister()

const node = await startTrustingNode(elsewhere.anchor)
afterAll(node.close)
const world = await makeWorld()

type Metadata = Record<string, unknown>

/** A client that has just registered, and what its recipient does with it. */
async function makeClient(asked: Metadata = {}) {
  const { claims, privateJwk } = await makeClaims(elsewhere.issuer, node.issuer)
  const statement = await elsewhere.sign(claims)
  const { status, body } = await send('POST', `${node.issuer}/oauth/register`, {
    ...asked,
    software_statement: statement,
  })
  expect(status).toBe(201)
  return { claims, privateJwk, ...handles(body) }
}

/** The address and token that a registration answered with, and what an update must say again. */
function handles(body: Metadata) {
  const { registration_access_token, registration_client_uri, client_id_issued_at: _, ...metadata } = body
  const [token, uri] = [String(registration_access_token), String(registration_client_uri)]
  return { body, metadata, token, uri, clientId: String(body.client_id) }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const fresh = (claims: JWTPayload, change: Metadata = {}) =>
  elsewhere.sign({ ...claims, jti: randomUUID(), ...change })

describe('reading', () => {
  test('answers with what is registered', async () => {
    const { uri, token, body } = await makeClient({ redirect_uris: ['https://elsewhere.test/other'] })
    const answer = await send('GET', uri, undefined, bearer(token))
    expect(answer).toMatchObject({ status: 200, body })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('works while the organisation is suspended', async () => {
    const { db } = await import('#lib/db/index.ts')
    const { uri, token, clientId } = await makeClient()
    await db().softwareProduct.update({ where: { clientId }, data: { status: 'inactive' } })
    expect((await send('GET', uri, undefined, bearer(token))).status).toBe(200)
  })
})

describe('who is not let in learns nothing', () => {
  test.each<[string, (other: string, own: string) => Record<string, string>]>([
    ['no token', () => ({})],
    ['a wrong token', () => bearer('x'.repeat(43))],
    ['another client’s token', (other) => bearer(other)],
    ['a token of the wrong form', () => bearer('no token')],
    ['another scheme', (_other, own) => ({ authorization: `Basic ${own}` })],
  ])('%s', async (_what, headersOf) => {
    const [mine, other] = [await makeClient(), await makeClient()]
    const headers = headersOf(other.token, mine.token)
    const nobody = `${node.issuer}/oauth/register/${randomUUID()}`
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? { software_statement: await fresh(mine.claims) } : undefined
      const [known, unknown] = [
        await send(method, mine.uri, body, headers),
        await send(method, nobody, body, headers),
      ]
      expect(known).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
      expect(known.body).toEqual(unknown.body)
      const challenge = headers.authorization ? 'Bearer error="invalid_token"' : 'Bearer'
      expect(known.headers.get('www-authenticate')).toBe(challenge)
    }
    expect((await send('GET', mine.uri, undefined, bearer(mine.token))).status).toBe(200)
    expect((await send('GET', other.uri, undefined, bearer(other.token))).status).toBe(200)
  })
})

describe('updating', () => {
  const put = (uri: string, token: string, body: Metadata) => send('PUT', uri, body, bearer(token))

  test('replaces everything by what the fresh statement says, and the token by another', async () => {
    const { claims, uri, token, metadata } = await makeClient({ grant_types: ['authorization_code'] })
    const { publicJwk, privateJwk } = await makeClientKey()
    const statement = await fresh(claims, {
      org_name: 'Elsewhere Plus',
      software_client_name: 'Elsewhere 2',
      redirect_uris: ['https://elsewhere.test/new'],
      jwks: { keys: [publicJwk] },
    })
    const asked = {
      ...metadata,
      redirect_uris: ['https://elsewhere.test/new'],
      software_statement: statement,
    }
    const answer = await put(uri, token, asked)
    expect(answer).toMatchObject({
      status: 200,
      body: {
        client_id: metadata.client_id,
        client_name: 'Elsewhere 2',
        redirect_uris: ['https://elsewhere.test/new'],
        jwks: { keys: [publicJwk] },
        software_statement: statement,
      },
    })
    const next = handles(answer.body)
    expect(next.token).not.toBe(token)
    expect((await send('GET', uri, undefined, bearer(token))).status, 'the old token is over').toBe(401)
    expect((await send('GET', uri, undefined, bearer(next.token))).body).toEqual(answer.body)
    const redirectUri = 'https://elsewhere.test/new'
    const party = await createThirdParty({
      issuer: node.issuer,
      clientId: next.clientId,
      privateJwk,
      redirectUri,
    })
    await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    const { findProductByClientId } = await import('#lib/register/index.ts')
    expect((await findProductByClientId(next.clientId))?.participant.tradingName).toBe('Elsewhere Plus')
  })

  test.each<[string, (metadata: Metadata, claims: JWTPayload) => Promise<Metadata>, string]>([
    [
      'a member that is missing',
      async ({ grant_types: _, ...rest }, claims) => ({ ...rest, software_statement: await fresh(claims) }),
      'invalid_client_metadata',
    ],
    [
      'another client id',
      async (metadata, claims) => ({
        ...metadata,
        client_id: 'another',
        software_statement: await fresh(claims),
      }),
      'invalid_request',
    ],
    [
      'what only we say',
      async (metadata, claims) => ({
        ...metadata,
        client_id_issued_at: 1,
        software_statement: await fresh(claims),
      }),
      'invalid_request',
    ],
    ['no statement', async ({ software_statement: _, ...rest }) => rest, 'invalid_software_statement'],
    ['the statement that was used', async (metadata) => metadata, 'invalid_software_statement'],
    [
      'a statement about another product',
      async (metadata, claims) => ({
        ...metadata,
        software_statement: await fresh(claims, { software_id: randomUUID() }),
      }),
      'invalid_software_statement',
    ],
    [
      'a statement about another organisation',
      async (metadata, claims) => ({
        ...metadata,
        software_statement: await fresh(claims, { org_id: 'GB-9999' }),
      }),
      'invalid_software_statement',
    ],
    [
      'a redirect address that is approved no more',
      async (metadata, claims) => ({
        ...metadata,
        software_statement: await fresh(claims, { redirect_uris: ['https://elsewhere.test/other'] }),
      }),
      'invalid_redirect_uri',
    ],
  ])('%s is refused, and nothing changes', async (_what, make, error) => {
    const { claims, uri, token, metadata, body } = await makeClient()
    expect(await put(uri, token, await make(metadata, claims))).toMatchObject({
      status: 400,
      body: { error },
    })
    expect((await send('GET', uri, undefined, bearer(token))).body).toEqual(body)
  })

  test('mends a client whose addresses the register approves no more', async () => {
    const { db } = await import('#lib/db/index.ts')
    const [gone, kept] = ['https://elsewhere.test/other', 'https://elsewhere.test/callback']
    const { claims, uri, token, clientId } = await makeClient({ redirect_uris: [gone] })
    await db().softwareProduct.update({ where: { clientId }, data: { redirectUris: [kept] } })
    const { status, body } = await send('GET', uri, undefined, bearer(token))
    expect({ status, redirectUris: body.redirect_uris }).toEqual({ status: 200, redirectUris: [] })
    const statement = await fresh(claims, { redirect_uris: [kept] })
    const { metadata } = handles(body)
    const asked = {
      ...metadata,
      redirect_uris: [kept],
      software_statement: statement,
    }
    expect(await put(uri, token, asked)).toMatchObject({ status: 200, body: { redirect_uris: [kept] } })
  })

  test('a product that is suspended is not updated', async () => {
    const { db } = await import('#lib/db/index.ts')
    const { claims, uri, token, metadata, clientId } = await makeClient()
    await db().softwareProduct.update({ where: { clientId }, data: { status: 'inactive' } })
    const answer = await put(uri, token, { ...metadata, software_statement: await fresh(claims) })
    expect(answer).toMatchObject({ status: 400, body: { error: 'unapproved_software_statement' } })
  })

  test('fifty at once with one token: one changes the client', async () => {
    const { claims, uri, token, metadata } = await makeClient()
    const bodies = await Promise.all(
      Array.from({ length: 50 }, async () => ({ ...metadata, software_statement: await fresh(claims) })),
    )
    const answers = await Promise.all(bodies.map((body) => put(uri, token, body)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true)
    const { token: next } = handles(won[0]?.body ?? {})
    expect((await send('GET', uri, undefined, bearer(next))).status).toBe(200)
  })
})

describe('releasing', () => {
  test('takes the token back; the product registers again as the same client', async () => {
    const { releaseClient } = await import('#lib/oidc/index.ts')
    const { claims, uri, token, clientId } = await makeClient({ grant_types: ['authorization_code'] })
    await releaseClient(clientId)
    expect((await send('GET', uri, undefined, bearer(token))).status).toBe(401)
    const statement = await fresh(claims)
    const again = await send('POST', `${node.issuer}/oauth/register`, { software_statement: statement })
    expect(again).toMatchObject({
      status: 201,
      body: {
        client_id: clientId,
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      },
    })
    const next = handles(again.body).token
    expect((await send('GET', uri, undefined, bearer(next))).body).toEqual(again.body)
  })

  test('is refused for what is not registered', async () => {
    const { releaseClient } = await import('#lib/oidc/index.ts')
    await expect(releaseClient(world.product.clientId)).rejects.toMatchObject({ reason: 'not-registered' })
  })
})

describe('removing', () => {
  /** A client with a consumer's consent. */
  async function makeConnected() {
    const client = await makeClient()
    const { clientId, privateJwk } = client
    const redirectUri = 'https://elsewhere.test/callback'
    const party = await createThirdParty({ issuer: node.issuer, clientId, privateJwk, redirectUri })
    const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    const browser = await node.browse(world.actor, allowAll(world))
    return { ...client, party, tokens: await request.finish(await browser.follow(request.url)) }
  }

  test('ends all access at once and for good', async () => {
    const { party, tokens, uri, token, claims } = await makeConnected()
    const read = () => party.get('/energy/v1/supply-points', tokens)
    expect((await read()).status).toBe(200)
    expect((await send('DELETE', uri, undefined, bearer(token))).status).toBe(204)
    expect((await read()).status).toBe(401)
    await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_client' })
    await expect(party.startAuthorisation({ authorizationDetails: [energyRequest()] })).rejects.toMatchObject(
      { error: 'invalid_client' },
    )
    for (const method of ['GET', 'DELETE']) {
      expect((await send(method, uri, undefined, bearer(token))).status).toBe(401)
    }
    const again = await send('POST', `${node.issuer}/oauth/register`, {
      software_statement: await fresh(claims),
    })
    expect(again).toMatchObject({ status: 400, body: { error: 'unapproved_software_statement' } })
  })

  test('fifty at once are one, with one ledger entry', async () => {
    const { db } = await import('#lib/db/index.ts')
    const { uri, token } = await makeClient()
    const entries = () => db().ledgerEntry.count({ where: { type: 'software-product.removed' } })
    const before = await entries()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send('DELETE', uri, undefined, bearer(token))),
    )
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(answers.every(({ status }) => status === 204 || status === 401)).toBe(true)
    expect(await entries()).toBe(before + 1)
  })

  test('a removed product is not to be managed, whoever removed it', async () => {
    const { db } = await import('#lib/db/index.ts')
    const { uri, token, clientId } = await makeClient()
    await db().softwareProduct.update({ where: { clientId }, data: { status: 'removed' } })
    expect((await send('GET', uri, undefined, bearer(token))).status).toBe(401)
  })
})
