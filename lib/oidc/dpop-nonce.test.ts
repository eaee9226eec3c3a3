import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect } from '#lib/testing/party.ts'
import { signProof, type ThirdParty, type Tokens } from '#lib/testing/third-party.ts'
import { makeWorld, type World } from '#lib/testing/world.ts'

let node: TestNode
let world: World
let party: ThirdParty
let tokens: Tokens
let dataUrl: string
let tokenUrl: string

beforeAll(async () => {
  process.env.DPOP_NONCE = 'required'
  node = await startTestNode()
  world = await makeWorld('nonces')
  ;({ party, tokens } = await connect(node, world))
  dataUrl = `${node.issuer}/energy/v1/supply-points`
  tokenUrl = party.metadata().token_endpoint ?? ''
})
afterAll(() => node.close())

/** Asks for data with a proof that bears this nonce. */
async function read(nonce?: string, claims = {}) {
  const proof = await signProof(
    tokens.keys,
    { htm: 'GET', htu: dataUrl, nonce, ...claims },
    tokens.access_token,
  )
  return fetch(dataUrl, { headers: { authorization: `DPoP ${tokens.access_token}`, dpop: proof } })
}

/** Refreshes with a proof that bears this nonce, perhaps one for another endpoint. */
async function refresh(nonce?: string, endpoint = tokenUrl, htu = endpoint) {
  const proof = await signProof(tokens.keys, { htm: 'POST', htu, nonce })
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: tokens.refresh_token ?? '',
    client_id: world.product.clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await party.signAssertion(),
  })
  return fetch(endpoint, { method: 'POST', headers: { dpop: proof }, body })
}

const nonceOf = (answer: Response) => answer.headers.get('dpop-nonce') ?? ''

describe('with DPOP_NONCE=required (RFC 9449 sections 8 and 9)', () => {
  test('a recipient that follows the challenge gets its tokens and its data', async () => {
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
    await expect(party.refresh(tokens)).resolves.toMatchObject({ token_type: 'dpop' })
  })

  test.each<[string, string | undefined]>([
    ['without a nonce', undefined],
    ['with a nonce of nobody', randomBytes(32).toString('base64url')],
  ])(
    'a proof %s is answered with one that works, at the data API and at the provider',
    async (_what, nonce) => {
      const refused = await read(nonce)
      expect(refused.status).toBe(401)
      expect(refused.headers.get('www-authenticate')).toMatch(/^DPoP error="use_dpop_nonce"/)
      expect((await read(nonceOf(refused))).status).toBe(200)
      const refusedRefresh = await refresh(nonce)
      const { status } = refusedRefresh
      expect([status, await refusedRefresh.json()]).toMatchObject([400, { error: 'use_dpop_nonce' }])
      expect((await refresh(nonceOf(refusedRefresh))).status).toBe(200)
    },
  )

  test('a nonce of the one is good at the other: a client keeps one for an origin', async () => {
    expect((await read(nonceOf(await refresh()))).status).toBe(200)
    expect((await refresh(nonceOf(await read()))).status).toBe(200)
  })

  test('a proof with a good nonce needs no good clock, and works once all the same', async () => {
    const nonce = nonceOf(await read())
    const claims = { jti: 'once', iat: Math.floor(Date.now() / 1000) - 3600 }
    expect((await read(nonce, claims)).status).toBe(200)
    const again = await read(nonce, claims)
    expect([again.status, await again.json()]).toMatchObject([401, { code: 'proof-replayed' }])
  })
})

describe('a proof is of one endpoint', () => {
  test('one for readings is refused at the grants, and the other way round', async () => {
    const nonce = nonceOf(await read())
    const grantUrl = `${node.issuer}/oauth/grants/one`
    const authorization = `DPoP ${tokens.access_token}`
    const sign = (htu: string) => signProof(tokens.keys, { htm: 'GET', htu, nonce }, tokens.access_token)
    for (const [url, htu] of [
      [grantUrl, dataUrl],
      [dataUrl, grantUrl],
    ] as const) {
      const answer = await fetch(url, { headers: { authorization, dpop: await sign(htu) } })
      expect(answer.headers.get('www-authenticate')).toContain('invalid_dpop_proof')
    }
  })

  test('one for the data API is refused at the token endpoint', async () => {
    const answer = await refresh(nonceOf(await read()), tokenUrl, dataUrl)
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_dpop_proof' }])
  })
})
