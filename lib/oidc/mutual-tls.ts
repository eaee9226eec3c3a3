import type { ClientAuthMethod, KoaContextWithOIDC } from 'oidc-provider'
import { env } from '#lib/env.ts'
import { clientCertificate, isIssuedByAuthority } from '#lib/transport/index.ts'
import { limitNamed, limitSelfSigned } from './limit-certified.ts'
import { subjectMatches } from './subject-matches.ts'

/** Clients with certificates (RFC 8705): authenticated by them, and access tokens bound to them. */
export const mutualTls = () => ({
  enabled: Boolean(env().mtls),
  certificateBoundAccessTokens: true,
  selfSignedTlsClientAuth: true,
  tlsClientAuth: Boolean(env().mtls?.ca),
  getCertificate: (ctx: KoaContextWithOIDC) => {
    const certificate = clientCertificate(ctx.req)
    if (certificate) limitSelfSigned(ctx, certificate)
    return certificate
  },
  certificateAuthorized: ({ req }: KoaContextWithOIDC) => {
    const certificate = clientCertificate(req)
    return certificate !== undefined && isIssuedByAuthority(certificate)
  },
  certificateSubjectMatches: (ctx: KoaContextWithOIDC, property: string, expected: string) => {
    const certificate = clientCertificate(ctx.req)
    const matches = certificate !== undefined && subjectMatches(certificate, property, expected)
    // The last thing that authenticating asks.
    if (matches) limitNamed(ctx)
    return matches
  },
})

/** How clients may authenticate (FAPI 2.0 Security Profile 5.3.2.1): by assertion, or by certificate where we take those. */
export const clientAuthMethods = (): ClientAuthMethod[] => [
  'private_key_jwt',
  ...(env().mtls ? (['self_signed_tls_client_auth'] as const) : []),
  ...(env().mtls?.ca ? (['tls_client_auth'] as const) : []),
]
