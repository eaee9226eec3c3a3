import { createHash } from 'node:crypto'

/** SHA-256 of the recipient's signed request: it ties the ledger entry to what was asked. Null when nothing was signed. */
export const hashRequestObject = (object: string | null): string | null =>
  object && createHash('sha256').update(object).digest('base64url')
