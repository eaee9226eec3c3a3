import Provider from 'oidc-provider'
import { hashId } from './hash-id.ts'
import type { StoredRecord } from './store.ts'

/**
 * Who finds a code or a token asks for its grant next. Both were read by one statement, so the request keeps the grant
 * for that one question.
 */
export function keepGrant(record: StoredRecord | undefined): void {
  const state = Provider.ctx?.state
  if (state && record?.grant) state.grant = { id: record.grantId, payload: record.grant }
}

/** The grant `id` if this request has just read it. */
export function takeGrant(id: string): StoredRecord | undefined {
  const state = Provider.ctx?.state
  if (state?.grant?.id !== id) return undefined
  const { payload } = state.grant
  state.grant = undefined
  return { idHash: hashId(id), payload, consumedAt: null, grantId: id, grant: null }
}
