import type { KoaContextWithOIDC } from 'oidc-provider'
import { algorithms } from './algorithms.ts'
import { responseModes } from './message-signing/features.ts'
import { dataApi, ENERGY_READ } from './resource-server.ts'

/**
 * What our metadata says (RFC 8414, OpenID Connect Discovery) that the library's doesn't, or says too generously.
 * Everything that is said is tried in `discovery.test.ts`.
 */
export function completeMetadata(ctx: KoaContextWithOIDC): void {
  const { scopes_supported: scopes, token_endpoint_auth_methods_supported: methods } = ctx.body as Metadata
  Object.assign(ctx.body as Metadata, {
    scopes_supported: [...scopes, ENERGY_READ],
    response_modes_supported: responseModes,
    backchannel_user_code_parameter_supported: false,
    protected_resources: [dataApi()],
    introspection_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
  })
}

interface Metadata {
  scopes_supported: string[]
  token_endpoint_auth_methods_supported: string[]
}
