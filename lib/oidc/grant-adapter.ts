import type { KoaContextWithOIDC } from 'oidc-provider'
import { revokeConsent } from '#lib/consent/index.ts'
import { arrangementOf } from './arrangement-of.ts'
import { RecordAdapter } from './record-adapter.ts'
import { settleNow } from './trace/current-trace.ts'

/**
 * Grants end with their consent, never without it: when the library destroys one, because its code was replayed
 * (RFC 6749 4.1.2), the consent is revoked, and the consumer and the ledger know.
 */
export class GrantAdapter extends RecordAdapter {
  override async destroy(id: string): Promise<void> {
    await settleNow()
    const arrangement = arrangementOf(await this.find(id))
    if (arrangement) await revokeConsent({ kind: 'system', process: 'oidc' }, arrangement)
  }
}

/** A replay ends the grant; signing out never does. */
export const revokeGrantPolicy = (ctx: KoaContextWithOIDC): boolean => ctx.oidc.route === 'token'
