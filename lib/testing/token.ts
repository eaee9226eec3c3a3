import { createHash, randomBytes } from 'node:crypto'
import { pool } from '#lib/db/index.ts'
import type { Holder } from '#lib/disclosure/index.ts'

interface Binding {
  jkt?: string
  x5tS256?: string
}

/** Puts an access token for an arrangement's latest consent in place; returns its hash. */
export async function issueToken(
  arrangementId: string,
  clientId: string,
  { boundTo = { jkt: 'key' } as Binding, expiresAt = new Date(Date.now() + 60_000) } = {},
): Promise<Buffer> {
  const hash = createHash('sha256').update(randomBytes(16)).digest()
  await pool().query(
    `insert into access_token (token_hash, consent_id, client_id, jkt, x5t_s256, payload, expires_at)
     values ($1, (select coalesce(narrows_id, id) from consent where arrangement_id = $2 order by version desc limit 1), $3, $4, $5, '{}', $6)`,
    [hash, arrangementId, clientId, boundTo.jkt, boundTo.x5tS256, expiresAt],
  )
  return hash
}

/** Who holds that token, with a proof by that key that nobody used. */
export const holderOf = (tokenHash: Buffer, jkt = 'key'): Holder => ({
  tokenHash,
  proof: { kind: 'dpop', jkt, hash: randomBytes(32), expiresAt: new Date(Date.now() + 60_000) },
})

/** Who holds that token, with that certificate. */
export const certifiedHolderOf = (tokenHash: Buffer, x5tS256: string): Holder => ({
  tokenHash,
  proof: { kind: 'certificate', x5tS256 },
})
