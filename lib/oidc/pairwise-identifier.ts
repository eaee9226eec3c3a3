import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { secret } from '#lib/keys/index.ts'

/** By the opened secret: of bytes `createHmac` makes a key each time, which takes longer than all the rest. */
const keys = new WeakMap<Buffer, KeyObject>()

/**
 * A subject of its own for each software product, so that two of them can't tell that they serve the same person
 * (OIDC Core 8.1). The product is the sector: a redirect host may be shared, and loopback always is.
 */
export async function pairwiseIdentifier(
  _ctx: unknown,
  accountId: string,
  client: { clientId: string },
): Promise<string> {
  const opened = await secret('pairwise-subject')
  const key = keys.get(opened) ?? createSecretKey(opened)
  keys.set(opened, key)
  return createHmac('sha256', key).update(`${client.clientId}\0${accountId}`).digest('base64url')
}
