import { createHmac } from 'node:crypto'
import { deriveSecret } from '#lib/keys/index.ts'

/**
 * A subject of its own for each software product, so that two of them can't tell that they serve the same person
 * (OIDC Core 8.1). The product is the sector: a redirect host may be shared, and loopback always is.
 */
export function pairwiseIdentifier(_ctx: unknown, accountId: string, client: { clientId: string }): string {
  const key = deriveSecret('pairwise-subject')
  return createHmac('sha256', key).update(`${client.clientId}\0${accountId}`).digest('base64url')
}
