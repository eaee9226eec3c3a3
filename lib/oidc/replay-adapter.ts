import Provider, { type AdapterPayload, type KoaContextWithOIDC } from 'oidc-provider'
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
    const model = takeAnnounced() ? 'ClientAssertion' : 'DPoPProof'
    await leaveBehind({ marks: [{ model, idHash: hashId(id), expiresAt }] })
  }
}

/**
 * What this request saves next is its client assertion. The library saves proofs in the same way, but each is refused
 * in words of its own.
 */
export function announceAssertion({ state }: Pick<KoaContextWithOIDC, 'state'>): void {
  state.assertionAnnounced = true
}

function takeAnnounced(): boolean {
  const state = Provider.ctx?.state
  const announced = state?.assertionAnnounced === true
  if (announced) state.assertionAnnounced = false
  return announced
}
