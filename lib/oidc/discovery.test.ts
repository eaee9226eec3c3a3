import { randomUUID } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { algorithms } from './algorithms.ts'
import { clientChoices } from './client-choices.ts'
import { signingClient } from './message-signing/testing.ts'

type Client = Awaited<ReturnType<typeof signingClient>>

const documents = ['openid-configuration', 'oauth-authorization-server']

let node: TestNode
let client: Client
let metadata: Record<string, unknown>

beforeAll(async () => {
  node = await startTestNode()
  client = await signingClient(node, await makeWorld('metadata'))
  metadata = await readDocument(documents[0] ?? '')
})
afterAll(() => node.close())

const readDocument = async (name: string): Promise<Record<string, unknown>> =>
  (await fetch(`${node.issuer}/.well-known/${name}`)).json()

/** A member of the metadata that is a list. */
const list = (member: string): string[] => {
  const found = metadata[member]
  if (!Array.isArray(found)) throw new Error(`${member} is not a list`)
  return found
}

/** Pushes an ordinary request that differs by `change`. */
const push = (change: Record<string, string> = {}) =>
  client.push({
    ...client.parameters(),
    authorization_details: JSON.stringify([energyRequest()]),
    ...change,
  })

/** A client that signs everything with a key for `alg`. */
async function clientWith(alg: string): Promise<Client> {
  const made = await makeWorld(`key-${alg.toLowerCase()}`, { token_endpoint_auth_signing_alg: alg })
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const marks = { kid: randomUUID(), alg }
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), ...marks, use: 'sig' }] }
  await db().softwareProduct.update({ where: { id: made.product.id }, data: { jwks: jwks as object } })
  const privateJwk = { ...(await exportJWK(privateKey)), ...marks } as World['privateJwk']
  return signingClient(node, { ...made, privateJwk })
}

describe('the metadata (RFC 8414, OpenID Connect Discovery)', () => {
  test('is the same at both addresses, and names the issuer', async () => {
    expect(await readDocument(documents[1] ?? '')).toEqual(metadata)
    expect(metadata.issuer).toBe(node.issuer)
  })

  test('names addresses of this node, and something answers at each', async () => {
    const addresses = Object.entries(metadata).filter(([name]) => /_(endpoint|uri)$/.test(name))
    expect(addresses.length).toBeGreaterThan(5)
    for (const [name, address] of addresses) {
      expect(String(address), name).toMatch(new RegExp(`^${node.issuer}/`))
      // The grants' endpoint has no address of its own: each grant is below it (Grant Management, section 6.2).
      const url = name === 'grant_management_endpoint' ? `${address}/one` : String(address)
      const answers = await Promise.all(
        ['GET', 'POST'].map((method) => fetch(url, { method, redirect: 'manual' })),
      )
      const served = answers.filter(({ status }) => status !== 404 && status < 500)
      expect(served, `${name}: ${answers.map(({ status }) => status)}`).not.toEqual([])
    }
  })

  test('promises nothing weaker than FAPI 2.0', () => {
    for (const [name, values] of Object.entries(metadata)) {
      if (name.endsWith('_alg_values_supported'))
        expect(algorithms, name).toEqual(expect.arrayContaining(values as []))
    }
    expect(metadata).toMatchObject({
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['pairwise'],
      require_pushed_authorization_requests: true,
      request_uri_parameter_supported: false,
      authorization_response_iss_parameter_supported: true,
      backchannel_token_delivery_modes_supported: ['poll'],
      backchannel_user_code_parameter_supported: false,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    })
  })
})

describe('what the metadata says works, and nothing beside it', () => {
  test('there is no userinfo endpoint: no token is for it, and the ID token says all that it could', async () => {
    for (const name of Object.keys(metadata)) expect(name).not.toMatch(/^userinfo/)
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const { status } = await fetch(`${node.issuer}/oauth/userinfo`, { method })
      expect(status, method).toBe(404)
    }
  })

  test('signature algorithms of clients: for themselves, their requests and their proofs', async () => {
    for (const alg of list('token_endpoint_auth_signing_alg_values_supported')) {
      const signing = await clientWith(alg)
      expect(list('request_object_signing_alg_values_supported')).toContain(alg)
      expect((await signing.pushSigned()).status, alg).toBe(201)
    }
    for (const alg of ['RS256', 'ES384', 'HS256', 'none']) {
      expect(clientChoices.safeParse({ token_endpoint_auth_signing_alg: alg }).success, alg).toBe(false)
    }
  })

  test.each([...algorithms, 'ES384', 'RS256'])('a DPoP proof with %s', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    const htu = String(metadata.pushed_authorization_request_endpoint)
    const proof = await new SignJWT({ htm: 'POST', htu, jti: randomUUID() })
      .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
      .setIssuedAt()
      .sign(privateKey)
    const form = { ...client.parameters(), authorization_details: JSON.stringify([energyRequest()]) }
    const { status } = await client.post('/oauth/par', form, { dpop: proof })
    expect(status).toBe(list('dpop_signing_alg_values_supported').includes(alg) ? 201 : 400)
  })

  test.each([
    ['response_mode', 'response_modes_supported', ['fragment', 'form_post', 'form_post.jwt', 'web_message']],
    ['response_type', 'response_types_supported', ['token', 'code id_token', 'none']],
    ['code_challenge_method', 'code_challenge_methods_supported', ['plain']],
  ])('%s', async (parameter, member, others) => {
    for (const value of list(member)) expect((await push({ [parameter]: value })).status, value).toBe(201)
    for (const value of others) expect((await push({ [parameter]: value })).status, value).toBe(400)
  })

  test('scopes: a code for all of them is given', async () => {
    const answer = await client.authorise(await push({ scope: list('scopes_supported').join(' ') }))
    expect(answer.searchParams.get('code')).toBeTruthy()
    expect(answer.searchParams.get('iss')).toBe(node.issuer)
  })

  test('grant types', async () => {
    const errorOf = async (grant_type: string) =>
      (await (await client.post('/oauth/token', { grant_type })).json()).error
    for (const type of list('grant_types_supported'))
      expect(await errorOf(type), type).not.toBe('unsupported_grant_type')
    for (const type of ['password', 'implicit', 'urn:ietf:params:oauth:grant-type:jwt-bearer']) {
      expect(await errorOf(type), type).toBe('unsupported_grant_type')
    }
  })

  test('the ID token is signed as it says, by a key that is published, for a subject of this client alone', async () => {
    const answer = await client.authorise(await push())
    const { body } = await client.redeem(answer.searchParams.get('code') ?? '')
    const { alg, kid } = decodeProtectedHeader(String(body.id_token))
    expect(list('id_token_signing_alg_values_supported')).toContain(alg)
    const { keys } = await (await fetch(String(metadata.jwks_uri))).json()
    const kids = keys.map((key: { kid: string }) => key.kid)
    expect(kids).toContain(kid)
    expect(new Set(kids).size).toBe(kids.length)
    for (const key of keys) expect(key).not.toHaveProperty('d')
    expect(decodeJwt(String(body.id_token)).sub).toMatch(/^[\w-]{43}$/)
  })
})

describe('resource indicators (RFC 8707) and the data API (RFC 9728)', () => {
  test.each(['https://another.test/', 'urn:energyos:other', 'not a uri'])(
    'another resource is refused: %s',
    async (resource) => {
      expect(await push({ resource })).toMatchObject({ status: 400, body: { error: 'invalid_target' } })
    },
  )

  test('another resource is refused at the token endpoint too', async () => {
    const answer = await client.authorise(await push())
    const code = answer.searchParams.get('code') ?? ''
    const refused = await client.redeem(code, { resource: 'https://another.test/' })
    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_target' } })
  })

  test('each protected resource names this server, and asks for nothing that it lacks', async () => {
    const [resource, ...others] = list('protected_resources')
    expect([resource, others]).toEqual([`${node.issuer}/energy/v1`, []])
    const { pathname } = new URL(resource ?? '')
    const answer = await fetch(`${node.issuer}/.well-known/oauth-protected-resource${pathname}`)
    const about = await answer.json()
    expect(about).toMatchObject({
      resource,
      authorization_servers: [node.issuer],
      bearer_methods_supported: ['header'],
      dpop_signing_alg_values_supported: metadata.dpop_signing_alg_values_supported,
      authorization_details_types_supported: metadata.authorization_details_types_supported,
    })
    expect(list('scopes_supported')).toEqual(expect.arrayContaining(about.scopes_supported))
  })

  test('a refusal of the data API leads to that metadata', async () => {
    const refused = await fetch(`${node.issuer}/energy/v1/supply-points`)
    const address = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1]
    expect((await fetch(address ?? '')).status).toBe(200)
  })
})
