import { exportJWK } from 'jose'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { findAccount } from '#lib/auth/index.ts'
import { deriveSecret, signingKeys } from '#lib/keys/index.ts'
import { adapterFor } from './adapter.ts'
import { algorithms } from './algorithms.ts'
import { cookies } from './cookies.ts'
import { lifetimes } from './lifetimes.ts'
import { pairwiseIdentifier } from './pairwise-identifier.ts'
import { policy } from './policy.ts'
import { resourceIndicators } from './resource-server.ts'
import { richAuthorizationRequests } from './rich-authorization-request.ts'

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
      userinfo: '/oauth/userinfo',
      introspection: '/oauth/introspect',
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}`, policy: policy() },
    cookies: cookies(),
    scopes: ['openid'],
    claims: { openid: ['sub'] },
    subjectTypes: ['pairwise'],
    pairwiseIdentifier,
    responseTypes: ['code'],
    clientAuthMethods: ['private_key_jwt'],
    clientDefaults: { token_endpoint_auth_method: 'private_key_jwt', id_token_signed_response_alg: 'ES256' },
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256'],
      clientAuthSigningAlgValues: [...algorithms],
      dPoPSigningAlgValues: [...algorithms],
      userinfoSigningAlgValues: ['ES256'],
    },
    clockTolerance: 10,
    conformIdTokenClaims: true,
    rotateRefreshToken: false,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    // Every request is a consent of its own: an earlier one is neither reused nor replaced.
    loadExistingGrant: async (ctx: KoaContextWithOIDC) => {
      const grantId = ctx.oidc.result?.consent?.grantId
      return grantId ? ctx.oidc.provider.Grant.find(grantId) : undefined
    },
    ttl: lifetimes,
    renderError: async (ctx) => {
      ctx.redirect('/request-ended')
      ctx.status = 303
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      fapi: { enabled: true, profile: '2.0' },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      dPoP: { enabled: true, nonceSecret: deriveSecret('dpop-nonce') },
      richAuthorizationRequests,
      resourceIndicators,
      clientCredentials: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
    },
  }
}
