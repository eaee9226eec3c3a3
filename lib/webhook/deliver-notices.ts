import { now, nowMs, type Repeating, repeat } from '#lib/core/index.ts'
import { signingKey } from '#lib/keys/index.ts'
import { waitAfter } from './retry-schedule.ts'
import { sendWebhook } from './send-webhook.ts'
import { signWebhook } from './sign-webhook.ts'
import { type DueNotice, insertGone, setDue, setTold, takeDueNotices } from './store.ts'

const AT_ONCE = 20
const EVERY_MS = 1_000
/** Longer than sending takes: who died while sending leaves the notice to another after this */
const TAKEN_MS = 60_000

/**
 * Tells recipients what waits to be told. At least once, perhaps twice after a crash, always under the same id. Returns
 * how many were tried.
 */
export async function deliverNotices(): Promise<number> {
  const due = await takeDueNotices(AT_ONCE, now(), new Date(nowMs() + TAKEN_MS))
  await Promise.all(due.filter(({ uri }) => uri).map(deliver))
  return due.length
}

async function deliver(notice: DueNotice): Promise<void> {
  const body = bodyOf(notice)
  const headers = signWebhook(await signingKey('webhook'), { id: notice.id, atMs: nowMs(), body })
  const outcome = await sendWebhook(notice.uri, headers, body)
  if (outcome.kind === 'told') return setTold(notice.id, now())
  if (outcome.kind === 'gone') await insertGone(notice.productId, notice.uri, now())
  const wait = outcome.kind === 'failed' ? waitAfter(notice.tries, outcome.retryAfterMs) : undefined
  await setDue(notice.id, wait === undefined ? null : new Date(nowMs() + wait))
}

/** Ids alone: who wants to know more must ask, so the consent is looked at again and the access is on record. */
const bodyOf = ({ type, madeAt, arrangementId, sequence, asksDeletion }: DueNotice): string =>
  JSON.stringify({
    type,
    timestamp: madeAt.toISOString(),
    data: { arrangementId, sequence, ...(asksDeletion !== null && { deletionRequested: asksDeletion }) },
  })

/** Delivers every second until stopped. */
export const startDelivery = (onError: (error: unknown) => void): Repeating =>
  repeat(deliverNotices, EVERY_MS, onError)
