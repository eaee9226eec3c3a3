import type { AdapterPayload } from 'oidc-provider'
import { ENERGY_DATA } from '#lib/consent/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { clientChoices } from './client-choices.ts'
import { keysAddress, sectorAddress } from './client-keys.ts'
import { PARTICIPANT_ROLES } from './introspection.ts'
import { responseModes } from './message-signing/features.ts'

/** A software product as an OAuth client (RFC 7591 section 2), at FAPI 2.0 strictness. */
export function clientMetadata(product: SoftwareProduct): AdapterPayload {
  const choices = clientChoices.parse(product.clientChoices ?? {})
  return {
    client_id: product.clientId,
    client_name: product.name,
    application_type: product.redirectUris.every(isLoopback) ? 'native' : 'web',
    redirect_uris: product.redirectUris,
    response_types: ['code'],
    response_modes: [...responseModes],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    id_token_signed_response_alg: 'ES256',
    subject_type: 'pairwise',
    sector_identifier_uri: sectorAddress(product),
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
    authorization_details_types: [ENERGY_DATA],
    [PARTICIPANT_ROLES]: product.participant.roles,
    ...(choices.grant_types?.some(asksElsewhere)
      ? { jwks_uri: keysAddress(product) }
      : { jwks: product.jwks }),
    ...choices,
  }
}

/** Only a native app may redirect over http, to the loopback interface (FAPI 2.0 5.3.2.2, RFC 8252 7.3). */
const isLoopback = (uri: string): boolean => /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d+)?\//.test(uri)

/** Whether the consumer answers in another place than the one that asked: the library then wants keys by address. */
const asksElsewhere = (grantType: string): boolean =>
  grantType === 'urn:ietf:params:oauth:grant-type:device_code'
