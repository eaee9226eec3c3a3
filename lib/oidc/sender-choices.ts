import { z } from 'zod'

/** The one name in its certificate by which a client is known (RFC 8705 section 2.1.2). */
const subjects = {
  tls_client_auth_subject_dn: z.string().min(1).optional(),
  tls_client_auth_san_dns: z.string().min(1).optional(),
  tls_client_auth_san_uri: z.string().min(1).optional(),
  tls_client_auth_san_ip: z.string().min(1).optional(),
  tls_client_auth_san_email: z.string().min(1).optional(),
}

/** What a client may choose of how it proves who it is, and what its access tokens are bound to. */
export const senderChoices = {
  token_endpoint_auth_method: z
    .enum(['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'])
    .optional(),
  ...subjects,
  dpop_bound_access_tokens: z.boolean().optional(),
  tls_client_certificate_bound_access_tokens: z.boolean().optional(),
}

const choices = z.object(senderChoices)
export type SenderChoices = z.infer<typeof choices>

/** Tokens are bound to a DPoP key or to a certificate: one of them, never neither (FAPI 2.0 Security Profile 5.3.2.1). */
export const isBoundOnce = (chosen: SenderChoices): boolean =>
  (chosen.dpop_bound_access_tokens ?? !chosen.tls_client_certificate_bound_access_tokens) !==
  (chosen.tls_client_certificate_bound_access_tokens ?? false)

/** The names in a certificate go with `tls_client_auth`, which needs exactly one. */
export const isNamedOnce = (chosen: SenderChoices): boolean =>
  Object.keys(subjects).filter((name) => chosen[name as keyof typeof subjects] !== undefined).length ===
  (chosen.token_endpoint_auth_method === 'tls_client_auth' ? 1 : 0)

/** The same as client metadata, with what follows from it. */
export function senderMetadata(chosen: SenderChoices) {
  const method = chosen.token_endpoint_auth_method ?? 'private_key_jwt'
  return {
    token_endpoint_auth_method: method,
    dpop_bound_access_tokens: !chosen.tls_client_certificate_bound_access_tokens,
  }
}
