import type { AdapterPayload } from 'oidc-provider'
import { assert } from '#lib/core/index.ts'
import { expiry, hashId } from './hash-id.ts'
import { RefusingAdapter } from './refusing-adapter.ts'
import { deleteAccessToken, deleteAccessTokensOfGrant, findAccessToken, insertAccessToken } from './store.ts'

/** Access tokens, a client's own too, have a table of their own: the statements of the API start there. */
export class AccessTokenAdapter extends RefusingAdapter {
  override async upsert(
    id: string,
    { jti: _, ...payload }: AdapterPayload,
    expiresIn?: number,
  ): Promise<void> {
    const expiresAt = expiry(expiresIn)
    assert(expiresAt && payload.clientId, 'access tokens expire and belong to a client')
    await insertAccessToken({
      tokenHash: hashId(id),
      consentId: payload.grantId ?? null,
      clientId: payload.clientId,
      jkt: (payload.jkt as string | undefined) ?? null,
      x5tS256: (payload['x5t#S256'] as string | undefined) ?? null,
      payload,
      expiresAt,
    })
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    const payload = await findAccessToken(hashId(id))
    return payload && { ...payload, jti: id }
  }

  override destroy(id: string): Promise<void> {
    return deleteAccessToken(hashId(id))
  }

  override revokeByGrantId(grantId: string): Promise<void> {
    return deleteAccessTokensOfGrant(grantId)
  }
}
