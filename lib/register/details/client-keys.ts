import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** What a key must be to authenticate a client (FAPI 2.0 5.4), and what it may sign with, by its type. */
const kinds: Record<string, { strong: (key: KeyObject) => boolean; algorithms: string[] }> = {
  rsa: { strong: (key) => (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048, algorithms: ['PS256'] },
  ec: { strong: (key) => key.asymmetricKeyDetails?.namedCurve === 'prime256v1', algorithms: ['ES256'] },
  ed25519: { strong: () => true, algorithms: ['Ed25519', 'EdDSA'] },
}

/** One public key (RFC 7517), strong enough, with a name of its own. */
const publicKey = z
  .looseObject({
    kty: z.string(),
    kid: z.string().regex(/^[\x21-\x7e]{1,128}$/, 'kid must be printable'),
    alg: z.string().optional(),
    use: z.literal('sig').optional(),
  })
  .superRefine((jwk, ctx) => {
    const fault = faultOf(jwk)
    if (fault) ctx.addIssue({ code: 'custom', message: fault })
  })

/** A client's key set: public halves only. */
export const clientKeys = z.strictObject({
  keys: z
    .array(publicKey)
    .min(1)
    .max(10)
    .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, {
      error: 'each key needs a kid of its own',
    }),
})

function faultOf(jwk: Record<string, unknown>): string | undefined {
  if (PRIVATE_MEMBERS.some((member) => member in jwk)) return 'holds a private key: give the public half only'
  const key = readKey(jwk)
  const kind = kinds[key?.asymmetricKeyType ?? '']
  if (!key || !kind?.strong(key)) return 'must be RSA of at least 2048 bits, P-256 or Ed25519'
  if (jwk.alg !== undefined && !kind.algorithms.includes(String(jwk.alg)))
    return `alg must be ${kind.algorithms.join(' or ')}`
  return undefined
}

function readKey(jwk: Record<string, unknown>): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
  } catch {
    return undefined
  }
}
