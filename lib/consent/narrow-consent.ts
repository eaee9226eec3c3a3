import { AppError, type ArrangementId, type ConsumerActor, newId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { settlementDateOf } from '#lib/energy/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { holdProduct } from '#lib/register/index.ts'
import { describeGrant } from './describe-grant.ts'
import { lockOwn, type OwnArrangement } from './lock-own.ts'
import { noteForRecipients } from './note-for-recipients.ts'
import { type Kept, labelOf, type Narrowing, narrow, offerOf } from './offer-narrowing.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import { type ConsentState, transition } from './state.ts'
import {
  endConsent,
  findNarrowable,
  findNarrowed,
  findProductOf,
  insertConsent,
  type NarrowableRow,
  type NewConsent,
} from './store.ts'
import { hashSummary } from './summary.ts'

/**
 * The consumer shares less: a new version without a home, a permission or some detail, made by them alone. It takes the
 * place of what stands in one transaction; the tokens that the recipient holds serve it from then on, and open no more
 * than it says. Sending the same form twice narrows once. Throws `conflict` when what stands is no longer what the page
 * showed, and `invalid` for a choice that wasn't on it.
 */
export function narrowConsent(
  actor: ConsumerActor,
  arrangementId: ArrangementId,
  chosen: Narrowing,
): Promise<void> {
  return withTransaction(async () => {
    const product = await findProductOf(arrangementId)
    // First, as an ending of the product does: none passes between what we read and what we write.
    if (product) await holdProduct(product)
    const { arrangement, standing } = await lockOwn(actor, arrangementId)
    const row = standing && (await findNarrowable(actor.accountId, arrangementId))
    if (row?.id === chosen.standing) return replace(actor, arrangement, row, narrow(row, chosen))
    if (await narrowedBefore(actor, arrangementId, chosen)) return
    throw new AppError('conflict', 'changed-meanwhile', 'What the page said has changed in the meantime.')
  })
}

/** The same form came before: what stood then was narrowed to exactly what it says. */
async function narrowedBefore(actor: ConsumerActor, arrangementId: ArrangementId, chosen: Narrowing) {
  const found = await findNarrowed(actor.accountId, arrangementId, requestIdOf(chosen.standing))
  if (!found) return false
  const kept = narrow(found.before, chosen)
  const ids = (points: { supplyPointId: string }[]) => points.map(({ supplyPointId }) => supplyPointId).sort()
  return (
    String(kept.permissions) === String(found.after.permissions) &&
    String(ids(kept.supplyPoints)) === String(ids(found.after.supplyPoints))
  )
}

/** Names the decision: one version is narrowed once. */
const requestIdOf = (standing: string) => `narrow:${standing}`

async function replace(
  actor: ConsumerActor,
  arrangement: OwnArrangement['arrangement'],
  row: NarrowableRow,
  kept: Kept,
): Promise<void> {
  const successor = draft(actor, arrangement, row, kept)
  await endConsent(row.id, transition(row.state as ConsentState, 'narrow'), 'narrowed by the consumer')
  await insertConsent(successor)
  await appendEntry(
    {
      type: 'consent.narrowed',
      arrangement: successor.arrangementId,
      consent: row.id,
      product: arrangement.productId,
      successor: successor.id,
      version: successor.version,
      permissions: successor.permissions,
      endsAt: successor.endsAt.toISOString(),
    },
    {
      account: actor.accountId,
      occupancies: successor.supplyPoints.map(({ occupancyId }) => occupancyId),
      shown: Buffer.from(successor.summaryHash).toString('base64url'),
    },
  )
  const { arrangementId, id: consentId } = successor
  await queueReceipts('consent.narrowed', [consentId])
  await noteForRecipients('consent.changed', [{ arrangementId, consentId }])
}

/** The version that takes its place: the same in all but what is no longer shared, and in the state that it was in. */
function draft(
  actor: ConsumerActor,
  { productId }: OwnArrangement['arrangement'],
  row: NarrowableRow,
  { permissions, supplyPoints }: Kept,
): NewConsent {
  const { arrangementId, purposeCode, purposeText, historyFrom, endsAt, requested } = row
  const summary = summarise(row, { permissions, supplyPoints })
  return {
    id: newId('consent'),
    arrangementId: arrangementId as ArrangementId,
    version: row.version + 1,
    accountId: actor.accountId,
    productId,
    state: row.state as ConsentState,
    purposeCode,
    purposeText,
    permissions,
    historyFrom,
    endsAt,
    requestId: requestIdOf(row.id),
    requested: requested as object,
    requestObject: null,
    summary,
    summaryHash: hashSummary(summary),
    supplyPoints: supplyPoints.map(({ supplyPoint: _, ...point }) => point) as NewConsent['supplyPoints'],
    heldAt: row.heldAt,
    narrows: {
      origin: row.narrowsId ?? row.id,
      granted: describeGrant({ ...row, permissions, supplyPoints }),
    },
  }
}

/** What was agreed at first, what the page about sharing less offered, and what was decided. */
function summarise(row: NarrowableRow, { permissions, supplyPoints }: Kept) {
  return {
    shown: (row.summary as { shown: object }).shown,
    narrowed: { ...offerOf(row) },
    decided: {
      permissions,
      historyFrom: settlementDateOf(row.historyFrom.getTime()),
      until: settlementDateOf(row.endsAt.getTime() - 1),
      homes: supplyPoints.map(({ supplyPoint }) => labelOf(supplyPoint)),
    },
  }
}
