import type { JWK } from 'jose'
import { db, withTransaction } from '#lib/db/index.ts'

export type KeyUse = 'oidc' | 'ledger' | 'register' | 'demo-recipient'
export interface StoredKey {
  id: string
  publicJwk: JWK
  sealed: Uint8Array
}

const select = { id: true, publicJwk: true, sealed: true } as const

/** The keys in use, newest first; makes the first one with `make` under a lock, so that two processes agree. */
export function findOrCreateKeys(use: KeyUse, make: () => Promise<StoredKey>): Promise<StoredKey[]> {
  return withTransaction(async () => {
    await db().$executeRaw`select pg_advisory_xact_lock(hashtext(${`signing-key:${use}`}))`
    const found = await db().signingKey.findMany({
      where: { use, retiredAt: null },
      orderBy: { createdAt: 'desc' },
      select,
    })
    if (found.length) return found as unknown as StoredKey[]
    const created = await make()
    await db().signingKey.create({
      data: {
        id: created.id,
        use,
        publicJwk: { ...created.publicJwk },
        sealed: Uint8Array.from(created.sealed),
      },
    })
    return [created]
  })
}
