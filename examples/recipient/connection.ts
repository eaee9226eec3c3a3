import {
  type Configuration,
  type DPoPHandle,
  fetchProtectedResource,
  ResponseBodyError,
  refreshTokenGrant,
  type TokenEndpointResponse,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { grantStands } from './ask-for-grant.ts'
import { today } from './dates.ts'
import { type EnergyDetail, grantedDetail } from './energy-request.ts'

/** What a consumer shares with us. Tokens stay in this process: no page, address or log line ever holds one. */
export interface Connection {
  readonly asked: EnergyDetail
  granted: EnergyDetail
  /** Names what was granted, through all changes of it (Grant Management for OAuth 2.0) */
  grantId?: string | undefined
  readonly dpop: DPoPHandle
  /** Missing once sharing has stopped */
  tokens?: { access: string; refresh: string | undefined } | undefined
}

/** The consumer stopped sharing, or the agreed time is over. */
export class SharingStopped extends Error {
  readonly reason: 'stopped' | 'over'
  constructor({ granted }: Connection) {
    super('sharing has stopped')
    this.reason = granted.access.until < today() ? 'over' : 'stopped'
  }
}

/** The consumer has paused sharing: what we hold is worth nothing until they resume. */
export class SharingPaused extends Error {}

/** Puts tokens into a connection. Refuses tokens that anybody could use. */
export function keepTokens(connection: Connection, tokens: TokenEndpointResponse): Connection {
  if (tokens.token_type !== 'dpop') throw new Error('the access token is not bound to our key')
  const refresh = tokens.refresh_token ?? connection.tokens?.refresh
  connection.tokens = { access: tokens.access_token, refresh }
  if (typeof tokens.grant_id === 'string') connection.grantId = tokens.grant_id
  if (tokens.authorization_details) connection.granted = grantedDetail(tokens.authorization_details)
  return connection
}

/**
 * Gets a new access token. When the refresh token no longer works, sharing is paused, and we keep what we hold; or it
 * has stopped, and we forget it.
 */
export async function refreshConnection(config: Configuration, connection: Connection): Promise<void> {
  const refresh = connection.tokens?.refresh
  if (!refresh) return stop(connection)
  try {
    keepTokens(connection, await refreshTokenGrant(config, refresh, undefined, { DPoP: connection.dpop }))
  } catch (error) {
    if (!(error instanceof ResponseBodyError && error.error === 'invalid_grant')) throw error
    if (await grantStands(config, connection.grantId)) throw new SharingPaused()
    stop(connection)
  }
}

/** Reads from the data API; an access token that is no longer accepted is refreshed once. */
export async function read(
  config: Configuration,
  connection: Connection,
  url: URL,
  headers: Headers,
): Promise<Response> {
  try {
    return await fetchOnce(config, connection, url, headers)
  } catch (error) {
    if (!isInvalidToken(error)) throw error
    await refreshConnection(config, connection)
    return fetchOnce(config, connection, url, headers)
  }
}

function fetchOnce(
  config: Configuration,
  connection: Connection,
  url: URL,
  headers: Headers,
): Promise<Response> {
  const { tokens, dpop } = connection
  if (!tokens) throw new SharingStopped(connection)
  return fetchProtectedResource(config, tokens.access, url, 'GET', undefined, headers, { DPoP: dpop })
}

const isInvalidToken = (error: unknown): boolean =>
  error instanceof WWWAuthenticateChallengeError &&
  error.status === 401 &&
  error.cause.some(({ parameters }) => parameters.error === 'invalid_token')

function stop(connection: Connection): never {
  connection.tokens = undefined
  throw new SharingStopped(connection)
}
