import { z } from 'zod'
import { AppError } from '#lib/core/index.ts'
import { clientKeys } from '../details/client-keys.ts'

/** No other JWT can be taken for a statement (RFC 8725 section 3.11). */
export const STATEMENT_TYPE = 'software-statement+jwt'

/** How long a statement can be used, in seconds (Consumer Data Right: ten minutes). */
export const STATEMENT_SECONDS = 600

/** What a product must be to receive data (the name that the CDR Register uses). */
export const RECIPIENT_ROLE = 'data-recipient-software-product'

/** Words that a consumer reads, on one line: nothing invisible, nothing that turns the direction of reading. */
const words = (limit: number) =>
  z
    .string()
    .max(limit)
    .regex(/^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]+$/u)
const reference = z.string().regex(/^[\x21-\x7e]{1,128}$/)
const code = z.string().regex(/^[a-z][a-z0-9._-]{0,63}$/)
/** https, or http to the loopback interface for a native app (RFC 8252 section 7.3) */
const address = z
  .string()
  .max(512)
  .regex(/^(https:\/\/[a-z0-9.-]+(:\d+)?|http:\/\/(127\.0\.0\.1|\[::1\])(:\d+)?)(\/[\x21\x22\x24-\x7e]*)?$/i)

/** The claims of a software statement (RFC 7591 section 2.3). Others are ignored. docs/registration.md explains each. */
export const softwareStatement = z.object({
  iss: z.string(),
  /** The issuer of the one node that it is meant for */
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: reference,
  org_id: reference,
  org_name: words(80),
  org_legal_name: words(160),
  org_phone: words(32),
  contacts: z.array(z.email().max(254)).min(1).max(8),
  client_uri: address,
  policy_uri: address,
  software_id: reference,
  software_client_name: words(60),
  software_client_description: words(256),
  software_roles: z.array(code).max(8),
  redirect_uris: z.array(address).min(1).max(32),
  jwks: clientKeys,
  permissions: z.array(code).min(1).max(32),
  purposes: z
    .array(z.strictObject({ code, text: words(140) }))
    .min(1)
    .max(32),
  onward_sharing: z.array(words(120)).max(32).default([]),
})

export type SoftwareStatement = z.infer<typeof softwareStatement>

/** The statement can't be believed, or not any more: RFC 7591's `invalid_software_statement`. */
export const invalidStatement = (why: string): AppError =>
  new AppError('invalid', 'invalid-software-statement', `software_statement: ${why}`)

/** The statement is what it says, but not good enough here: RFC 7591's `unapproved_software_statement`. */
export const unapprovedStatement = (why: string): AppError =>
  new AppError('forbidden', 'unapproved-software-statement', `software_statement: ${why}`)
