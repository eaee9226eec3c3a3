import { createHash, randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import type { TestNode } from '#lib/testing/node.ts'
import { allowAll, energyRequest, type World } from '#lib/testing/world.ts'

const VERIFIER = 'a'.repeat(43)

/** What is different about one signed request. `claims` that are undefined are left out. */
export interface Change {
  claims?: Record<string, unknown>
  alg?: string
  key?: CryptoKey
  kid?: string
}

interface Answer {
  status: number
  body: Record<string, unknown>
}

const seconds = () => Math.floor(Date.now() / 1000)

/** A recipient that signs its requests (RFC 9101), with raw requests and `jose` alone. */
export async function signingClient(node: TestNode, world: World) {
  const { issuer } = node
  const { clientId } = world.product
  const { alg: ownAlg = 'ES256', kid: ownKid = '' } = world.privateJwk
  const ownKey = (await importJWK(world.privateJwk, ownAlg)) as CryptoKey
  const dpop = await generateKeyPair('ES256')

  const parameters = () => ({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: world.redirectUri,
    scope: 'openid energy:read',
    resource: `${issuer}/energy/v1`,
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'signed-state',
    nonce: 'signed-nonce',
  })

  /** A request object, valid unless `change` spoils it. */
  function signRequest({ claims, alg = ownAlg, key = ownKey, kid = ownKid }: Change = {}) {
    const valid = { iss: clientId, aud: issuer, nbf: seconds(), exp: seconds() + 300, jti: randomUUID() }
    const details = { authorization_details: [energyRequest()] }
    return new SignJWT({ ...parameters(), ...details, ...valid, ...claims })
      .setProtectedHeader({ alg, kid, typ: 'oauth-authz-req+jwt' })
      .sign(key)
  }

  function signAssertion(): Promise<string> {
    const claims = { iss: clientId, sub: clientId, aud: issuer, jti: randomUUID(), exp: seconds() + 60 }
    return new SignJWT({ ...claims, iat: seconds() })
      .setProtectedHeader({ alg: ownAlg, kid: ownKid })
      .sign(ownKey)
  }

  async function signProof(htu: string): Promise<string> {
    return new SignJWT({ htm: 'POST', htu, jti: randomUUID(), iat: seconds() })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(dpop.publicKey) })
      .sign(dpop.privateKey)
  }

  /** POSTs a form with our client assertion added. */
  async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
    return fetch(issuer + path, {
      method: 'POST',
      headers,
      body: new URLSearchParams({
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await signAssertion(),
        ...form,
      }),
    })
  }

  const read = async (response: Response): Promise<Answer> => ({
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
  })

  /** Pushes a form as it is. */
  const push = async (form: Record<string, string>): Promise<Answer> => read(await post('/oauth/par', form))

  /** Pushes a signed request that differs by `change`, with `outside` beside it. */
  const pushSigned = async (change: Change = {}, outside: Record<string, string> = {}): Promise<Answer> =>
    push({ ...outside, request: await signRequest(change) })

  /** Sends the consumer's browser to the pushed request, and returns the address that it comes back to. */
  async function authorise({ body }: Answer, decision: Parameters<TestNode['browse']>[1] = allowAll(world)) {
    const query = new URLSearchParams({ client_id: clientId, request_uri: String(body.request_uri) })
    const browser = await node.browse(world.actor, decision)
    return new URL(await browser.follow(`${issuer}/oauth/auth?${query}`))
  }

  async function redeem(code: string, change: Record<string, string> = {}): Promise<Answer> {
    const form = { grant_type: 'authorization_code', code, redirect_uri: world.redirectUri, ...change }
    const proof = await signProof(`${issuer}/oauth/token`)
    return read(await post('/oauth/token', { ...form, code_verifier: VERIFIER }, { dpop: proof }))
  }

  return { clientId, parameters, signRequest, post, push, pushSigned, authorise, redeem }
}
