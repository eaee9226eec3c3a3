import Provider, { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { nowMs } from '#lib/core/index.ts'
import { expiry, hashId } from './hash-id.ts'
import {
  consumeRecord,
  deleteRecord,
  deleteRecordsOfGrant,
  findRecord,
  findRecordByUid,
  type StoredRecord,
  upsertRecord,
} from './store.ts'

/** A code that comes twice within this time is one client trying twice at once; later it is a replay. */
const SAME_MOMENT_MS = 1_000

/** Keeps most of oidc-provider's models in PostgreSQL. */
export class RecordAdapter implements Adapter {
  readonly #model: string

  constructor(model: string) {
    this.#model = model
  }

  /** How a row is found by its id. */
  protected hashOf(id: string): Buffer {
    return hashId(id)
  }

  async upsert(id: string, { jti: _, ...payload }: AdapterPayload, expiresIn?: number): Promise<void> {
    await upsertRecord({
      model: this.#model,
      idHash: this.hashOf(id),
      grantId: this.#model === 'Grant' ? id : (payload.grantId ?? null),
      uid: payload.uid ?? null,
      userCode: payload.userCode ?? null,
      payload,
      expiresAt: expiry(expiresIn),
    })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const record = await findRecord(this.#model, this.hashOf(id))
    // Refused either way; but for a replay the library also revokes what the code led to (RFC 6749 4.1.2).
    const sameMoment = record?.consumedAt && arrivedAt() - record.consumedAt.getTime() < SAME_MOMENT_MS
    return this.#model === 'AuthorizationCode' && sameMoment ? undefined : toPayload(record, id)
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return toPayload(await findRecordByUid(this.#model, uid))
  }

  async findByUserCode(_userCode: string): Promise<AdapterPayload | undefined> {
    throw new Error('Only device codes are found by what a person types.')
  }

  /** Works once under any concurrency: the library reads first and marks later, so the mark itself must refuse. */
  async consume(id: string): Promise<void> {
    if (await consumeRecord(this.#model, this.hashOf(id))) return
    if (this.#model === 'PushedAuthorizationRequest')
      throw new errors.InvalidRequestUri('request_uri was used before')
    throw new errors.InvalidGrant('was used before')
  }

  async destroy(id: string): Promise<void> {
    await deleteRecord(this.#model, this.hashOf(id))
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await deleteRecordsOfGrant(this.#model, grantId)
  }
}

/** When this request came, however long it has waited since: a busy server doesn't make a replay of a retry. */
const arrivedAt = (): number => Provider.ctx?.state.arrivedAt ?? nowMs()

export function toPayload(record: StoredRecord | undefined, id?: string): AdapterPayload | undefined {
  if (!record) return undefined
  const consumed = record.consumedAt && { consumed: Math.floor(record.consumedAt.getTime() / 1000) }
  return { ...record.payload, ...(id && { jti: id }), ...consumed }
}
