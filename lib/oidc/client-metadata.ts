import type { AdapterPayload } from 'oidc-provider'
import { ENERGY_DATA } from '#lib/consent/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { parseChoices } from './client-choices.ts'
import { keysAddress, sectorAddress } from './client-keys.ts'
import { PARTICIPANT_ROLES } from './introspection.ts'
import { responseModes } from './message-signing/features.ts'
import { senderMetadata } from './sender-choices.ts'

const CIBA = 'urn:openid:params:grant-type:ciba'

/**
 * A software product as an OAuth client (RFC 7591 section 2), at FAPI 2.0 strictness.
 * @throws InvalidClientMetadata when it chose what no client may
 */
export function clientMetadata(product: SoftwareProduct): AdapterPayload {
  const { redirect_uris: some, webhook_uri: _, ...chosen } = parseChoices(product.clientChoices ?? {})
  // What was chosen counts only while the register approves it too.
  const redirectUris = product.redirectUris.filter((uri) => some?.includes(uri) ?? true)
  return {
    client_id: product.clientId,
    client_name: product.name,
    application_type: redirectUris.some(isHttp) ? 'native' : 'web',
    redirect_uris: redirectUris,
    response_types: ['code'],
    response_modes: [...responseModes],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    id_token_signed_response_alg: 'ES256',
    subject_type: 'pairwise',
    sector_identifier_uri: sectorAddress(product),
    require_pushed_authorization_requests: true,
    authorization_details_types: [ENERGY_DATA],
    [PARTICIPANT_ROLES]: product.participant.roles,
    ...(chosen.grant_types?.some(asksElsewhere)
      ? { jwks_uri: keysAddress(product) }
      : { jwks: product.jwks }),
    ...(chosen.grant_types?.includes(CIBA) && { backchannel_token_delivery_mode: 'poll' as const }),
    ...senderMetadata(chosen),
    ...chosen,
  }
}

/** Of a native app the library takes http to the loopback interface alone; of a web app it would take any (FAPI 2.0 5.3.2.2). */
const isHttp = (uri: string): boolean => uri.startsWith('http:')

/** Whether the consumer answers in another place than the one that asked: the library then wants keys by address. */
const asksElsewhere = (grantType: string): boolean =>
  grantType === CIBA || grantType === 'urn:ietf:params:oauth:grant-type:device_code'
