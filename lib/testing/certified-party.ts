import { randomUUID } from 'node:crypto'
import * as oauth from 'openid-client'
import { addProduct, type SoftwareProduct } from '#lib/register/index.ts'
import type { TestFetch } from './browser.ts'
import type { TestCertificate } from './certificate.ts'
import type { TlsNode } from './tls-node.ts'
import { allowAll, energyRequest, type World } from './world.ts'

type Choices = Readonly<Record<string, unknown>>

/** One more product of the world's recipient: tokens bound to its certificate, unless `clientChoices` say otherwise. */
export function addCertifiedProduct(
  { product }: World,
  certificate: TestCertificate,
  clientChoices: Choices,
): Promise<SoftwareProduct> {
  const { participant, name, description, redirectUris, permissions, purposes, onwardSharing } = product
  const shared = { participant, name, description, redirectUris, permissions, purposes, onwardSharing }
  return addProduct({
    ...shared,
    clientId: `client-${randomUUID()}`,
    jwks: { keys: [jwkOf(certificate)] },
    clientChoices: { tls_client_certificate_bound_access_tokens: true, ...clientChoices },
  })
}

/** The certificate and its key as a JWK (RFC 7517 4.7), as a client with a self-signed one registers it. */
export const jwkOf = ({ certificate }: TestCertificate) => ({
  ...certificate.publicKey.export({ format: 'jwk' }),
  kid: certificate.fingerprint256,
  alg: 'ES256',
  use: 'sig',
  x5c: [certificate.raw.toString('base64')],
})

/** A recipient that shows a certificate: a real client, at the aliases that the metadata name. */
export async function certifiedParty(
  node: TlsNode,
  clientId: string,
  send: TestFetch,
  { method = oauth.TlsClientAuth(), headers = {} as Record<string, string> } = {},
) {
  const metadata = { use_mtls_endpoint_aliases: true, id_token_signed_response_alg: 'ES256' }
  const config = await oauth.discovery(new URL(node.issuer), clientId, metadata, method, {
    [oauth.customFetch]: (url, { headers: given, ...options }) =>
      send(url, { ...options, headers: { ...given, ...headers }, redirect: 'manual' }),
  })
  const resource = `${node.issuer}/energy/v1`

  /** Pushes a request: where the browser goes, and what its answer is checked with. */
  async function push({ redirectUri }: World, DPoP?: oauth.DPoPHandle) {
    const [state, nonce, pkceCodeVerifier] = [
      oauth.randomState(),
      oauth.randomNonce(),
      oauth.randomPKCECodeVerifier(),
    ]
    const parameters = {
      scope: 'openid energy:read',
      resource,
      authorization_details: JSON.stringify([energyRequest()]),
      redirect_uri: redirectUri,
      code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    }
    const { href } = await oauth.buildAuthorizationUrlWithPAR(config, parameters, DPoP && { DPoP })
    return { href, checks: { expectedState: state, expectedNonce: nonce, pkceCodeVerifier } }
  }

  /** The whole way to tokens; the consumer allows all. With a DPoP handle, they are bound by that. */
  async function connect(world: World, DPoP?: oauth.DPoPHandle): Promise<oauth.TokenEndpointResponse> {
    const { href, checks } = await push(world, DPoP)
    const browser = await node.browse(world.actor, allowAll(world))
    const callback = new URL(await browser.follow(href))
    return oauth.authorizationCodeGrant(config, callback, checks, { resource }, DPoP && { DPoP })
  }

  const refresh = (tokens: oauth.TokenEndpointResponse) =>
    oauth.refreshTokenGrant(config, tokens.refresh_token ?? '')
  return { config, push, connect, refresh }
}
