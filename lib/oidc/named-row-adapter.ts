import Provider, { type AdapterPayload } from 'oidc-provider'
import { RecordAdapter, toPayload } from './record-adapter.ts'
import { findRecordByUserCode } from './store.ts'

const ROW = /^row:([A-Za-z0-9_-]{43})$/

/** The name of a row that was found without the secret behind it. */
export const nameRow = (idHash: Uint8Array): string => `row:${Buffer.from(idHash).toString('base64url')}`

/**
 * What a consumer decides in another place than where it was asked is found without the secret that names its row:
 * a device code by what the person typed, a backchannel request by whom it waits for. The library then reads or
 * saves it by the name of the row, which is worth nothing at the token endpoint.
 */
export class NamedRowAdapter extends RecordAdapter {
  protected override hashOf(id: string): Buffer {
    const [, hash] = (Provider.ctx?.oidc?.route !== 'token' && ROW.exec(id)) || []
    return hash ? Buffer.from(hash, 'base64url') : super.hashOf(id)
  }

  override async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const record = await findRecordByUserCode('DeviceCode', userCode)
    return record && toPayload(record, nameRow(record.idHash))
  }
}
