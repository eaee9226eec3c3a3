import Provider, { type AdapterPayload } from 'oidc-provider'
import { RecordAdapter, toPayload } from './record-adapter.ts'
import { findRecordByUserCode } from './store.ts'

const ROW = /^row:([A-Za-z0-9_-]{43})$/

/**
 * A device code is found by the code that a person types, without the secret that names its row; but the library
 * saves it again under its name. So it gets the name of the row, which is worth nothing at the token endpoint.
 */
export class DeviceCodeAdapter extends RecordAdapter {
  protected override hashOf(id: string): Buffer {
    const [, hash] = (Provider.ctx?.oidc?.route !== 'token' && ROW.exec(id)) || []
    return hash ? Buffer.from(hash, 'base64url') : super.hashOf(id)
  }

  override async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const record = await findRecordByUserCode('DeviceCode', userCode)
    return toPayload(record, `row:${Buffer.from(record?.idHash ?? []).toString('base64url')}`)
  }
}
