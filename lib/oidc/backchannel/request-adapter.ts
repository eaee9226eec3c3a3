import Provider, { type AdapterPayload, errors } from 'oidc-provider'
import { withTransaction } from '#lib/db/index.ts'
import { NamedRowAdapter } from '../named-row-adapter.ts'
import { countWaitingRequests } from '../store.ts'

/** Keeps backchannel requests: of each client one at a time for each consumer, however many come at once. */
export class BackchannelRequestAdapter extends NamedRowAdapter {
  override async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const keep = () => super.upsert(id, payload, expiresIn)
    if (Provider.ctx?.oidc?.route !== 'backchannel_authentication') return keep()
    await withTransaction(async () => {
      if ((await countWaitingRequests(String(payload.accountId), String(payload.clientId))) > 0)
        throw stillWaits()
      await keep()
    })
  }
}

/** The library answers 400; CIBA Core 1.0 section 13 wants 403. */
const stillWaits = () =>
  Object.assign(new errors.AccessDenied('an earlier request of yours still waits for this consumer'), {
    status: 403,
    statusCode: 403,
  })
