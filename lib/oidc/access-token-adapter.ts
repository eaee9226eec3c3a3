import type { AdapterPayload } from 'oidc-provider'
import { assert } from '#lib/core/index.ts'
import { expiry, hashId } from './hash-id.ts'
import { RecordAdapter } from './record-adapter.ts'
import { deleteAccessToken, deleteAccessTokensOfGrant } from './store.ts'
import { leaveBehind, settleNow } from './trace/current-trace.ts'

/**
 * Access tokens, of a consent or of a client by itself, have a table of their own: the data API's one statement starts
 * there.
 */
export class AccessTokenAdapter extends RecordAdapter {
  override async upsert(
    id: string,
    { jti: _, ...payload }: AdapterPayload,
    expiresIn?: number,
  ): Promise<void> {
    const expiresAt = expiry(expiresIn)
    assert(expiresAt && payload.clientId, 'access tokens expire and belong to a client')
    const token = {
      tokenHash: hashId(id),
      consentId: payload.grantId ?? null,
      clientId: payload.clientId,
      jkt: (payload.jkt as string | undefined) ?? null,
      x5tS256: (payload['x5t#S256'] as string | undefined) ?? null,
      payload: JSON.stringify(payload),
      expiresAt,
    }
    await leaveBehind({ tokens: [token] })
  }

  override async destroy(id: string): Promise<void> {
    await settleNow()
    await deleteAccessToken(hashId(id))
  }

  override async revokeByGrantId(grantId: string): Promise<void> {
    await settleNow()
    await deleteAccessTokensOfGrant(grantId)
  }
}
