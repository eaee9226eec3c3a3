import { z } from 'zod'

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
const coordinate = base64url.length(43)
const kid = z.string().regex(/^[\x21-\x7e]{1,128}$/)
const alg = z.enum(['ES256', 'PS256', 'Ed25519', 'EdDSA'])
const marks = { kid, alg: alg.optional(), use: z.literal('sig').optional() }
/** 2048 bits in base64url (FAPI 2.0 5.4.1) */
const modulus = base64url.min(342)

// A strict object takes no private half (`d`, `p`, `k` ...), and nothing else that it doesn't know.
const publicKey = z.discriminatedUnion('kty', [
  z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate, ...marks }),
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, ...marks }),
  z.strictObject({ kty: z.literal('RSA'), n: modulus, e: base64url, ...marks }),
])

/** Public keys for signatures (RFC 7517): P-256, Ed25519 or RSA from 2048 bits, each with a `kid` of its own. */
export const publicKeySet = z.strictObject({
  keys: z
    .array(publicKey)
    .min(1)
    .max(16)
    .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, 'names a kid twice'),
})
