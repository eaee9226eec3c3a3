import type { AdapterPayload } from 'oidc-provider'
import { assert } from '#lib/core/index.ts'
import { expiry, hashId } from './hash-id.ts'
import { RefusingAdapter } from './refusing-adapter.ts'
import { leaveBehind } from './trace/current-trace.ts'

/** Client assertions and DPoP proofs work once. The library looks first and saves later, so saving itself must refuse. */
export class ReplayAdapter extends RefusingAdapter {
  override async find(): Promise<AdapterPayload | undefined> {
    return undefined
  }

  override async upsert(id: string, _payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expiresAt = expiry(expiresIn)
    assert(expiresAt, 'replay records expire')
    await leaveBehind({ marks: [{ idHash: hashId(id), expiresAt }] })
  }
}
