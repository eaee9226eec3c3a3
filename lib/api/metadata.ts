import { ENERGY_DATA } from '#lib/consent/index.ts'
import { env } from '#lib/env.ts'
import { proofAlgorithms } from './dpop-proof.ts'

/**
 * Protected resource metadata (RFC 9728 section 2). Answers aren't signed, so there is no `jwks_uri` and no
 * `resource_signing_alg_values_supported`.
 */
export const protectedResourceMetadata = () => ({
  resource: `${env().issuer}/energy/v1`,
  resource_name: 'EnergyOS Consent, energy data',
  authorization_servers: [env().issuer],
  scopes_supported: ['energy:read'],
  bearer_methods_supported: ['header'],
  authorization_details_types_supported: [ENERGY_DATA],
  dpop_signing_alg_values_supported: proofAlgorithms,
  // With mTLS, a token may be bound to a certificate instead.
  dpop_bound_access_tokens_required: !env().mtls,
  tls_client_certificate_bound_access_tokens: Boolean(env().mtls),
})
