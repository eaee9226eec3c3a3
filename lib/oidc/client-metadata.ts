import type { AdapterPayload } from 'oidc-provider'
import { ENERGY_DATA } from '#lib/consent/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { clientChoices } from './client-choices.ts'

/** A software product as an OAuth client (RFC 7591 section 2), at FAPI 2.0 strictness. */
export function clientMetadata(product: SoftwareProduct): AdapterPayload {
  return {
    client_id: product.clientId,
    client_name: product.name,
    application_type: product.redirectUris.some(isHttp) ? 'native' : 'web',
    redirect_uris: product.redirectUris,
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'ES256',
    subject_type: 'pairwise',
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
    authorization_details_types: [ENERGY_DATA],
    jwks: product.jwks,
    ...clientChoices.parse(product.clientChoices ?? {}),
  }
}

/** Of a native app the library takes http to the loopback interface alone; of a web app it would take any (FAPI 2.0 5.3.2.2). */
const isHttp = (uri: string): boolean => uri.startsWith('http:')
