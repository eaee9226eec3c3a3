import {
  type Configuration,
  clientCredentialsGrant,
  fetchProtectedResource,
  getDPoPHandle,
  randomDPoPKeyPair,
} from 'openid-client'

/**
 * Whether what was granted still stands (Grant Management for OAuth 2.0, section 6.3), with a token of our own. While
 * the consumer has paused it, it does, though our tokens for it are refused.
 */
export async function grantStands(config: Configuration, grantId: string | undefined): Promise<boolean> {
  const endpoint = config.serverMetadata().grant_management_endpoint
  if (typeof endpoint !== 'string' || !grantId) return false
  const DPoP = getDPoPHandle(config, await randomDPoPKeyPair('ES256'))
  const form = { scope: 'grant_management_query', resource: endpoint }
  const own = await clientCredentialsGrant(config, form, { DPoP })
  const address = new URL(`${endpoint}/${encodeURIComponent(grantId)}`)
  const answer = await fetchProtectedResource(
    config,
    own.access_token,
    address,
    'GET',
    undefined,
    undefined,
    {
      DPoP,
    },
  )
  await answer.body?.cancel()
  return answer.status === 200
}
