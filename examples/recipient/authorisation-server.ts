import { setTimeout as pause } from 'node:timers/promises'
import { allowInsecureRequests, type Configuration, discovery, PrivateKeyJwt } from 'openid-client'
import { isLoopback, type Settings } from './settings.ts'

/** What we know of the authorisation server: found out at first use, then kept. */
export type AuthorisationServer = () => Promise<Configuration>

/** It may start after us, so we look for it when we need it, and look again if it wasn't there. */
export function authorisationServer(settings: Settings, patienceMs = 10_000): AuthorisationServer {
  let found: Promise<Configuration> | undefined
  return () => {
    found ??= discoverPatiently(settings, Date.now() + patienceMs).catch((error: unknown) => {
      found = undefined
      throw error
    })
    return found
  }
}

async function discoverPatiently(settings: Settings, until: number): Promise<Configuration> {
  try {
    return await discover(settings)
  } catch (error) {
    if (Date.now() >= until) throw error
    await pause(500)
    return discoverPatiently(settings, until)
  }
}

/** OpenID Connect Discovery, with private_key_jwt as our client authentication (FAPI 2.0 5.3.3). */
async function discover({ issuer, clientId, privateJwk }: Settings): Promise<Configuration> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('jwk', privateJwk as JsonWebKey, algorithm, false, ['sign'])
  const metadata = { id_token_signed_response_alg: 'ES256' }
  const authentication = PrivateKeyJwt({ key, kid: privateJwk.kid as string })
  return discovery(new URL(issuer), clientId, metadata, authentication, {
    execute: isLoopback(issuer) ? [allowInsecureRequests] : [],
    timeout: 10,
  })
}
