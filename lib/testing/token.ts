import { createHash, randomBytes } from 'node:crypto'
import { pool } from '#lib/db/index.ts'
import type { Holder } from '#lib/disclosure/index.ts'

/** Puts an access token for an arrangement's latest consent in place; returns its hash. */
export async function issueToken(
  arrangementId: string,
  clientId: string,
  { jkt = 'key', expiresAt = new Date(Date.now() + 60_000) } = {},
): Promise<Buffer> {
  const hash = createHash('sha256').update(randomBytes(16)).digest()
  await pool().query(
    `insert into access_token (token_hash, consent_id, client_id, jkt, payload, expires_at)
     values ($1, (select id from consent where arrangement_id = $2 order by version desc limit 1), $3, $4, '{}', $5)`,
    [hash, arrangementId, clientId, jkt, expiresAt],
  )
  return hash
}

/** Who holds that token, with a proof that nobody used. */
export const holderOf = (tokenHash: Buffer, change: Partial<Holder> = {}): Holder => ({
  tokenHash,
  jkt: 'key',
  proofHash: randomBytes(32),
  proofExpiresAt: new Date(Date.now() + 60_000),
  ...change,
})
