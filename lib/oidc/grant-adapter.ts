import type { Adapter, KoaContextWithOIDC } from 'oidc-provider'
import { revokeConsent } from '#lib/consent/index.ts'
import { arrangementOf } from './arrangement-of.ts'

/**
 * Grants end with their consent, never without it: when the library destroys one, because its code was replayed
 * (RFC 6749 4.1.2), the consent is revoked, and the consumer and the ledger know.
 */
export const grantAdapter = (records: Adapter): Adapter =>
  Object.assign(records, {
    destroy: async (id: string) => {
      const arrangement = arrangementOf((await records.find(id)) || undefined)
      if (arrangement) await revokeConsent({ kind: 'system', process: 'oidc' }, arrangement)
    },
  })

/** A replay ends the grant; signing out never does. */
export const revokeGrantPolicy = (ctx: KoaContextWithOIDC): boolean => ctx.oidc.route === 'token'
