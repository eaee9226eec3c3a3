import Provider, { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { nowMs } from '#lib/core/index.ts'
import { keepGrant, takeGrant } from './grant-at-hand.ts'
import { expiry, hashId } from './hash-id.ts'
import {
  deleteRecord,
  deleteRecordsOfGrant,
  findRecord,
  findRecordByUid,
  type StoredRecord,
  upsertRecord,
} from './store.ts'
import { leaveBehind, settleNow } from './trace/current-trace.ts'

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
    const record = {
      model: this.#model,
      idHash: this.hashOf(id),
      grantId: this.#model === 'Grant' ? id : (payload.grantId ?? null),
      uid: payload.uid ?? null,
      userCode: payload.userCode ?? null,
      payload: storable(payload),
      expiresAt: expiry(expiresIn),
    }
    if (this.#model === 'RefreshToken') return leaveBehind({ records: [record] })
    await settleNow()
    await upsertRecord(record)
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const atHand = this.#model === 'Grant' ? takeGrant(id) : undefined
    const record = atHand ?? (await findRecord({ model: this.#model, idHash: this.hashOf(id) }))
    keepGrant(record)
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
    await leaveBehind({ consumed: [{ model: this.#model, idHash: this.hashOf(id) }] })
  }

  async destroy(id: string): Promise<void> {
    await settleNow()
    await deleteRecord(this.#model, this.hashOf(id))
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await settleNow()
    await deleteRecordsOfGrant(this.#model, grantId)
  }
}

/** As JSON that PostgreSQL can keep: without a NUL, which no parameter may hold (RFC 6749 appendix A). */
function storable(payload: object): string {
  const json = JSON.stringify(payload)
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(json)) throw new errors.InvalidRequest('a parameter contains a NUL')
  return json
}

/** When this request came, however long it has waited since: a busy server doesn't make a replay of a retry. */
const arrivedAt = (): number => Provider.ctx?.state.arrivedAt ?? nowMs()

export function toPayload(record: StoredRecord | undefined, id?: string): AdapterPayload | undefined {
  if (!record) return undefined
  const consumed = record.consumedAt && { consumed: Math.floor(record.consumedAt.getTime() / 1000) }
  return { ...record.payload, ...(id && { jti: id }), ...consumed }
}
