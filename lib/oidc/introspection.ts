import type { AccessToken, Client, ClientCredentials, RefreshToken } from 'oidc-provider'
import { dataApi } from './resource-server.ts'

/** A member of our clients' metadata that RFC 7591 doesn't have: the roles of the participant behind the client. */
export const PARTICIPANT_ROLES = 'participant_roles'

/** Token introspection (RFC 7662), signed where the caller asks for it (RFC 9701). */
export const introspection = {
  introspection: { enabled: true, allowedPolicy: mayIntrospect },
  jwtIntrospection: { enabled: true },
} as const

/**
 * Who learns about a token: its own recipient, and data holders about tokens for the data API, since those are
 * presented to them. To anyone else, and to a holder about a refresh token, it is as if there were none.
 */
function mayIntrospect(
  _ctx: unknown,
  client: Client,
  token: AccessToken | ClientCredentials | RefreshToken,
): boolean {
  if (token.clientId === client.clientId) return true
  return token.kind !== 'RefreshToken' && token.aud === dataApi() && isDataHolder(client)
}

const isDataHolder = (client: Client): boolean =>
  (client[PARTICIPANT_ROLES] as string[] | undefined)?.includes('data-holder') ?? false
