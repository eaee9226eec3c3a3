import { hkdfSync } from 'node:crypto'

/** 32 bytes for one use, derived from an operator key (HKDF-SHA-256, RFC 5869). */
export function deriveSecret(use: string, operatorKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', operatorKey, 'energyos', use, 32))
}
