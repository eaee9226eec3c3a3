import { hkdfSync } from 'node:crypto'
import { operatorKey } from './operator-key.ts'

/** What a derived secret is for; each use has a secret of its own. */
export type SecretUse = 'portal-session' | 'oidc-cookies' | 'dpop-nonce' | 'pairwise-subject' | 'seal'

/** 32 bytes for one use, derived from the operator key (HKDF-SHA-256, RFC 5869). */
export function deriveSecret(use: SecretUse): Buffer {
  return Buffer.from(hkdfSync('sha256', operatorKey(), 'energyos', use, 32))
}
