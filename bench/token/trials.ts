import type { Home } from '../homes.ts'
import type { Call } from '../load.ts'
import { bearerClientId, clientId, redirectUri } from '../recipient.ts'
import type { Servers, Trial } from '../round.ts'
import type { Settings } from '../settings.ts'
import { formCall } from './form-call.ts'
import { accessTokenOf, codeVerifier, newCode, refreshTokenOf } from './rows.ts'

/** What both authorisation servers are asked for; each request with a client assertion of its own. */
export function tokenTrials(homes: Home[], servers: Servers, { tokenRequests }: Settings): Trial[] {
  const some = Array.from({ length: tokenRequests }, (_, i) => homes[i % homes.length] as Home)
  const each = (name: string, call: (home: Home) => Call): Trial => ({
    name,
    prepare: () => some.map(call),
  })
  return [
    each('client credentials', () => formCall('/oauth/token', bearerClientId, credentials)),
    each('client credentials, DPoP', () => token(credentials)),
    {
      name: 'authorisation code, DPoP',
      async prepare(side) {
        const codes = some.map(newCode)
        await servers[side].give(codes)
        return codes.map(({ id }) => redeem(id))
      },
    },
    each('refresh, DPoP', (home) =>
      token({ grant_type: 'refresh_token', refresh_token: refreshTokenOf(home) }),
    ),
    each('introspection', (home) => formCall('/oauth/introspect', clientId, { token: accessTokenOf(home) })),
  ]
}

const credentials = { grant_type: 'client_credentials' }

const redeem = (code: string): Call =>
  token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  })

const token = (form: Record<string, string>): Call => formCall('/oauth/token', clientId, form, { dpop: true })
