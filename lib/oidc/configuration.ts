import { exportJWK } from 'jose'
import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { findAccount } from '#lib/auth/index.ts'
import { nowMs } from '#lib/core/index.ts'
import { settlementDayAfter, settlementDayStart } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { deriveSecret, signingKeys } from '#lib/keys/index.ts'
import { adapterFor } from './adapter.ts'
import { algorithms } from './algorithms.ts'
import { pairwiseIdentifier } from './pairwise-identifier.ts'
import { policy } from './policy.ts'
import { richAuthorizationRequests } from './rich-authorization-request.ts'

const ACCESS_TOKEN_SECONDS = 300

/** Seconds until the consent behind a grant ends: grants and refresh tokens live as long as it does. */
function secondsOfConsent(grant: { rar?: unknown[] | undefined } | undefined): number {
  const [detail] = (grant?.rar ?? []) as { access?: { until?: string } }[]
  const until = detail?.access?.until
  return until
    ? Math.max(1, Math.floor((settlementDayStart(settlementDayAfter(until)) - nowMs()) / 1000))
    : ACCESS_TOKEN_SECONDS
}

/** oidc-provider at FAPI 2.0 Security Profile strictness: what its defaults leave open is closed here. */
export async function configuration(): Promise<Configuration> {
  const secure = env().issuer.startsWith('https:')
  const keys = await signingKeys('oidc')
  const jwks = await Promise.all(
    keys.map(async ({ id, privateKey }) => ({
      ...(await exportJWK(privateKey)),
      kid: id,
      alg: 'ES256',
      use: 'sig',
    })),
  )
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure, overwrite: true } as const
  const resource = `${env().issuer}/energy/v1`
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
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}`, policy: policy() },
    cookies: {
      keys: [deriveSecret('oidc-cookies').toString('base64url')],
      long: cookie,
      short: cookie,
      names: {
        session: secure ? '__Host-energyos-op' : 'energyos-op',
        interaction: 'energyos-interaction',
        resume: 'energyos-resume',
      },
    },
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
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 60 * 60,
      Session: 12 * 60 * 60,
      Grant: (_ctx, grant) => secondsOfConsent(grant),
      RefreshToken: (ctx) => secondsOfConsent(ctx.oidc.entities.Grant),
    },
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
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, indicator) => {
          if (indicator !== resource) throw new errors.InvalidTarget()
          return {
            scope: 'energy:read',
            audience: resource,
            accessTokenTTL: ACCESS_TOKEN_SECONDS,
            accessTokenFormat: 'opaque',
          }
        },
      },
    },
  }
}
