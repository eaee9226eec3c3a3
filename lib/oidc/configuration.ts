import { exportJWK } from 'jose'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { findAccount } from '#lib/auth/index.ts'
import { env } from '#lib/env.ts'
import { secret, signingKeys } from '#lib/keys/index.ts'
import { adapterFor } from './adapter.ts'
import { algorithms } from './algorithms.ts'
import { ciba } from './backchannel/ciba.ts'
import { checkAssertion } from './check-assertion.ts'
import { refuseEarlyProof } from './check-proof-times.ts'
import { fetchForProvider } from './client-keys.ts'
import { CLOCK_TOLERANCE } from './clock-tolerance.ts'
import { cookies } from './cookies.ts'
import { deviceFlow } from './device-flow.ts'
import { revokeGrantPolicy } from './grant-adapter.ts'
import { grantManagementMetadata, grantManagementParams } from './grant-management.ts'
import { introspection, PARTICIPANT_ROLES } from './introspection.ts'
import { lifetimes } from './lifetimes.ts'
import { logout } from './logout.ts'
import { messageSigning } from './message-signing/features.ts'
import { clientAuthMethods, mutualTls } from './mutual-tls.ts'
import { responseLimits } from './outgoing.ts'
import { pairwiseIdentifier } from './pairwise-identifier.ts'
import { parameters } from './parameters.ts'
import { policy } from './policy.ts'
import { renderError } from './render-error.ts'
import { resourceIndicators } from './resource-server.ts'
import { revocation } from './revocation.ts'
import { detailSchemas, richAuthorizationRequests } from './rich-authorization-request.ts'
import { acr } from './step-up.ts'

/** oidc-provider at FAPI 2.0 Security Profile strictness: what its defaults leave open is closed here. */
export async function configuration(): Promise<Configuration> {
  const keys = await signingKeys('oidc')
  const jwks = await Promise.all(
    keys.map(async ({ id, privateKey }) => ({
      ...(await exportJWK(privateKey)),
      kid: id,
      alg: 'ES256',
      use: 'sig',
    })),
  )
  return {
    adapter: adapterFor,
    jwks: { keys: jwks } as NonNullable<Configuration['jwks']>,
    findAccount: async (_ctx, id) => {
      const account = await findAccount(id)
      return account && { accountId: account.id, claims: () => ({ sub: account.id }) }
    },
    routes: {
      authorization: '/oauth/auth',
      pushed_authorization_request: '/oauth/par',
      token: '/oauth/token',
      jwks: '/oauth/jwks',
      introspection: '/oauth/introspect',
      revocation: '/oauth/revoke',
      end_session: '/oauth/logout',
      backchannel_authentication: '/oauth/backchannel',
      device_authorization: '/oauth/device/request',
      code_verification: '/oauth/device',
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}`, policy: policy() },
    cookies: await cookies(),
    extraParams: { ...parameters, ...grantManagementParams },
    discovery: {
      registration_endpoint: `${env().issuer}/oauth/register`,
      ...grantManagementMetadata(),
      ...detailSchemas(),
    },
    scopes: ['openid'],
    // How somebody signed in is told with every ID token; the userinfo endpoint knows only the subject.
    claims: { openid: ['sub', 'amr'] },
    acrValues: Object.values(acr),
    subjectTypes: ['pairwise'],
    pairwiseIdentifier,
    // The register says which product is which sector; nobody is asked for it.
    sectorIdentifierUriValidate: () => false,
    fetch: fetchForProvider,
    fetchResponseBodyLimits: responseLimits,
    responseTypes: ['code'],
    clientAuthMethods: clientAuthMethods(),
    clientDefaults: {
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: 'ES256',
      authorization_signed_response_alg: 'ES256',
      introspection_signed_response_alg: 'ES256',
    },
    extraClientMetadata: { properties: [PARTICIPANT_ROLES] },
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256'],
      clientAuthSigningAlgValues: [...algorithms],
      dPoPSigningAlgValues: [...algorithms],
      requestObjectSigningAlgValues: [...algorithms],
      authorizationSigningAlgValues: ['ES256'],
      introspectionSigningAlgValues: ['ES256'],
    },
    assertJwtClientAuthClaimsAndHeader: checkAssertion,
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: CLOCK_TOLERANCE,
    conformIdTokenClaims: true,
    rotateRefreshToken: false,
    revokeGrantPolicy,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    // Every request is a consent of its own: an earlier one is neither reused nor replaced.
    loadExistingGrant: async (ctx: KoaContextWithOIDC) => {
      const grantId = ctx.oidc.result?.consent?.grantId
      return grantId ? ctx.oidc.provider.Grant.find(grantId) : undefined
    },
    ttl: lifetimes,
    renderError,
    features: {
      devInteractions: { enabled: false },
      // Access tokens are for the data API alone, and the ID token says all that userinfo could.
      userinfo: { enabled: false },
      fapi: { enabled: true, profile: '2.0' },
      clientCredentials: { enabled: true },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      dPoP: {
        enabled: true,
        nonceSecret: await secret('dpop-nonce'),
        requireNonce,
      },
      mTLS: mutualTls(),
      ciba,
      deviceFlow,
      richAuthorizationRequests,
      resourceIndicators,
      ...messageSigning,
      ...introspection,
      ...revocation,
      ...logout,
    },
  }
}

/** Whether proofs need a nonce of ours. Every proof passes here before it is verified, so what the library lets pass is refused here. */
function requireNonce(ctx: KoaContextWithOIDC): boolean {
  refuseEarlyProof(ctx)
  return env().dpopNonce === 'required'
}
