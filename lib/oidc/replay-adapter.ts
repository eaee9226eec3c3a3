import { type AdapterPayload, errors } from 'oidc-provider'
import { assert } from '#lib/core/index.ts'
import { expiry, hashId } from './hash-id.ts'
import { RefusingAdapter } from './refusing-adapter.ts'
import { insertReplay } from './store.ts'

/** Client assertions and DPoP proofs work once. The library looks first and saves later, so saving itself must refuse. */
export class ReplayAdapter extends RefusingAdapter {
  override async find(): Promise<AdapterPayload | undefined> {
    return undefined
  }

  override async upsert(id: string, _payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expiresAt = expiry(expiresIn)
    assert(expiresAt, 'replay records expire')
    if (!(await insertReplay(hashId(id), expiresAt)))
      throw new errors.InvalidRequest('assertion or proof was used before')
  }
}
