import { createHash, randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose'
import * as oauth from 'openid-client'

export interface ThirdPartyOptions {
  issuer: string
  clientId: string
  /** Private ES256 key with its kid */
  privateJwk: JWK
  redirectUri: string
}

/** A token response, with the key that its tokens are bound to. */
export type Tokens = oauth.TokenEndpointResponse & {
  readonly keys: oauth.CryptoKeyPair
  readonly dpop: oauth.DPoPHandle
}

/** What a code is worth anything with. */
export interface Redeemable {
  code: string
  codeVerifier: string
  keys: oauth.CryptoKeyPair
}

export interface RawAnswer {
  status: number
  body: Record<string, unknown>
}

export type ThirdParty = Awaited<ReturnType<typeof createThirdParty>>

/** A real data recipient without an interface. Each authorisation has a DPoP key of its own. */
export async function createThirdParty(options: ThirdPartyOptions) {
  const { issuer, clientId, privateJwk, redirectUri } = options
  const key = (await importJWK(privateJwk, 'ES256')) as CryptoKey
  const authentication = oauth.PrivateKeyJwt({ key, kid: privateJwk.kid ?? '' })
  const config = await oauth.discovery(
    new URL(issuer),
    clientId,
    { id_token_signed_response_alg: 'ES256' },
    authentication,
    {
      execute: issuer.startsWith('http:') ? [oauth.allowInsecureRequests] : [],
    },
  )
  const resource = `${issuer}/energy/v1`

  /** Pushes a request. The returned address goes to the consumer's browser; `finish` takes the one it comes back to. */
  async function startAuthorisation(request: {
    authorizationDetails: unknown
    scope?: string
    /** More parameters, as they go over the wire */
    parameters?: Record<string, string>
  }) {
    const keys = await oauth.randomDPoPKeyPair('ES256')
    const dpop = oauth.getDPoPHandle(config, keys)
    const [state, nonce, codeVerifier] = [
      oauth.randomState(),
      oauth.randomNonce(),
      oauth.randomPKCECodeVerifier(),
    ]
    const parameters = {
      scope: request.scope ?? 'openid energy:read',
      resource,
      authorization_details: JSON.stringify(request.authorizationDetails),
      redirect_uri: redirectUri,
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...request.parameters,
    }
    const { href: url } = await oauth.buildAuthorizationUrlWithPAR(config, parameters, { DPoP: dpop })

    async function finish(callbackUrl: string): Promise<Tokens> {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier }
      const tokens = await oauth.authorizationCodeGrant(
        config,
        new URL(callbackUrl),
        checks,
        { resource },
        { DPoP: dpop },
      )
      return Object.assign(tokens, { keys, dpop })
    }

    /** For `redeemRaw`: the code of an answer that `finish` hasn't seen. */
    function redeemable(callbackUrl: string): Redeemable {
      return { code: new URL(callbackUrl).searchParams.get('code') ?? '', codeVerifier, keys }
    }

    return { url, finish, redeemable }
  }

  /** What a device without a browser does (RFC 8628): asks, shows a code, and asks again until the consumer decided. */
  async function startDevice(request: { authorizationDetails: unknown }) {
    const keys = await oauth.randomDPoPKeyPair('ES256')
    const dpop = oauth.getDPoPHandle(config, keys)
    const started = await oauth.initiateDeviceAuthorization(config, {
      scope: 'openid energy:read',
      resource,
      authorization_details: JSON.stringify(request.authorizationDetails),
    })
    const poll = async (): Promise<Tokens> => {
      const tokens = await oauth.pollDeviceAuthorizationGrant(
        config,
        { ...started, interval: 0.05 },
        { resource },
        { DPoP: dpop, signal: AbortSignal.timeout(20_000) },
      )
      return Object.assign(tokens, { keys, dpop })
    }
    return { ...started, poll }
  }

  /** Asks a consumer by an earlier grant of theirs (CIBA), who decides on the portal; `parameters` change the request. */
  async function startBackchannel(
    request: { authorizationDetails: unknown; loginHint: string; bindingMessage?: string },
    parameters: Record<string, string> = {},
  ) {
    const keys = await oauth.randomDPoPKeyPair('ES256')
    const dpop = oauth.getDPoPHandle(config, keys)
    const started = await oauth.initiateBackchannelAuthentication(config, {
      scope: 'openid energy:read',
      resource,
      authorization_details: JSON.stringify(request.authorizationDetails),
      login_hint: request.loginHint,
      binding_message: request.bindingMessage ?? 'Blue Fox 42',
      ...parameters,
    })
    const poll = async (): Promise<Tokens> => {
      const tokens = await oauth.pollBackchannelAuthenticationGrant(
        config,
        { ...started, interval: 0.05 },
        { resource },
        { DPoP: dpop, signal: AbortSignal.timeout(20_000) },
      )
      return Object.assign(tokens, { keys, dpop })
    }
    return { ...started, poll }
  }

  /** New tokens. Rejects with openid-client's ResponseBodyError, whose `error` is the OAuth code. */
  async function refresh({ refresh_token = '', keys, dpop }: Tokens): Promise<Tokens> {
    const tokens = await oauth.refreshTokenGrant(config, refresh_token, undefined, { DPoP: dpop })
    return Object.assign({ refresh_token }, tokens, { keys, dpop })
  }

  /** Tokens of our own (`client_credentials`), for managing grants unless `parameters` say otherwise. */
  async function askOwnTokens(scope: string, parameters: Record<string, string> = {}): Promise<Tokens> {
    const keys = await oauth.randomDPoPKeyPair('ES256')
    const dpop = oauth.getDPoPHandle(config, keys)
    const form = { scope, resource: `${issuer}/oauth/grants`, ...parameters }
    const tokens = await oauth.clientCredentialsGrant(config, form, { DPoP: dpop })
    return Object.assign(tokens, { keys, dpop })
  }

  /** Gives its access up (RFC 7009). */
  const giveUp = ({ refresh_token = '' }: Tokens): Promise<void> =>
    oauth.tokenRevocation(config, refresh_token)

  /** GETs a path of the node with the token and a fresh proof. A refusal is an answer too, not an exception. */
  async function get(path: string, tokens: Tokens, query: Record<string, string> = {}): Promise<Response> {
    const url = new URL(path, issuer)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return send('GET', url, tokens)
  }

  async function send(method: 'GET' | 'DELETE', path: string | URL, tokens: Tokens): Promise<Response> {
    try {
      return await oauth.fetchProtectedResource(
        config,
        tokens.access_token,
        new URL(path, issuer),
        method,
        undefined,
        undefined,
        {
          DPoP: tokens.dpop,
        },
      )
    } catch (error) {
      if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response
      throw error
    }
  }

  /** A client assertion (RFC 7523), valid unless `claims` spoil it. */
  function signAssertion(claims: JWTPayload = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const valid = { iss: clientId, sub: clientId, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60 }
    return new SignJWT({ ...valid, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: privateJwk.kid ?? '' })
      .sign(key)
  }

  /** POSTs a form to an endpoint with nothing added but what is given and, unless given, our client assertion. */
  async function postRaw(endpoint: string, form: Record<string, string>, proof?: string): Promise<RawAnswer> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: proof ? { dpop: proof } : {},
      body: new URLSearchParams({
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: form.client_assertion ?? (await signAssertion()),
        ...form,
      }),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  /** Redeems one code `times` times at once, each with an assertion and a proof of its own. */
  async function redeemRaw({ code, codeVerifier, keys }: Redeemable, times = 1): Promise<RawAnswer[]> {
    const endpoint = config.serverMetadata().token_endpoint ?? ''
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    }
    const attempt = async () => ({
      form: { ...form, client_assertion: await signAssertion() },
      proof: await signProof(keys, { htm: 'POST', htu: endpoint }),
    })
    const attempts = await Promise.all(Array.from({ length: times }, attempt))
    return Promise.all(attempts.map(({ form, proof }) => postRaw(endpoint, form, proof)))
  }

  const metadata = () => config.serverMetadata()
  return {
    metadata,
    startAuthorisation,
    startDevice,
    startBackchannel,
    refresh,
    askOwnTokens,
    giveUp,
    get,
    send,
    signAssertion,
    signProof,
    postRaw,
    redeemRaw,
  }
}

/** A DPoP proof (RFC 9449 section 4.2), valid unless `claims` spoil it. */
export async function signProof(
  keys: oauth.CryptoKeyPair,
  claims: JWTPayload & { htm: string; htu: string },
  accessToken?: string,
): Promise<string> {
  const ath = accessToken && { ath: createHash('sha256').update(accessToken).digest('base64url') }
  const jwk = await exportJWK(keys.publicKey)
  const valid = { jti: randomUUID(), iat: Math.floor(Date.now() / 1000), ...ath }
  return new SignJWT({ ...valid, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
    .sign(keys.privateKey)
}
