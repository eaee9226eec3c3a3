import type { ArrangementId, ConsentId, OccupancyId, ProductId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { type Act, appendEntries } from '#lib/ledger/index.ts'
import { type NoticeType, noteForRecipients } from '../note-for-recipients.ts'
import { queueReceipts } from '../receipt/queue-receipts.ts'
import { transition } from '../state.ts'
import { endConsents } from '../store.ts'
import {
  deleteHolds,
  insertHolds,
  lockConsentsOfOccupancy,
  lockHeldOf,
  type OccupancyConsent,
  setStates,
} from './store.ts'

/** A consent that was touched. */
export interface TouchedConsent {
  id: ConsentId
  arrangementId: ArrangementId
  productId: ProductId
}

/**
 * Holds every standing consent that an occupancy is part of, because somebody may have moved out: nothing leaves under
 * it until they are restored or it ends. Holding again changes nothing. For the caller's transaction.
 */
export function suspendForTenancy(occupancyId: OccupancyId): Promise<TouchedConsent[]> {
  return withTransaction(async () => {
    const standing = await lockConsentsOfOccupancy(occupancyId)
    // One that another home holds already stays as it is, and is held for this one too.
    await insertHolds(occupancyId, standing)
    const open = standing.filter(({ state }) => state !== 'suspended')
    await setStates(open.map(({ id, state }) => ({ id, state: transition(state, 'suspend') })))
    return record(open, 'consent.suspended')
  })
}

/** Lets what was held for an occupancy go on as it was, unless another home holds it still. */
export function reinstateAfterTenancy(occupancyId: OccupancyId): Promise<TouchedConsent[]> {
  return withTransaction(async () => {
    const held = await lockHeldOf(occupancyId)
    await deleteHolds(occupancyId)
    const free = held.filter(({ state, holds }) => state === 'suspended' && holds === 1)
    await setStates(free.map(({ id, stateBefore }) => ({ id, state: stateAfter(stateBefore) })))
    return record(free, 'consent.reinstated')
  })
}

/** What the consumer had paused stays paused: nothing but they may widen what is shared. */
const stateAfter = (before: 'active' | 'paused') =>
  before === 'paused' ? transition('suspended', 'reinstateHeld') : transition('suspended', 'reinstate')

/** Ends every standing consent that an occupancy is part of: they no longer live there. */
export function endTenancy(occupancyId: OccupancyId): Promise<TouchedConsent[]> {
  return withTransaction(async () => {
    const standing = await lockConsentsOfOccupancy(occupancyId)
    const [first] = standing
    await deleteHolds(occupancyId)
    if (!first) return []
    // The table leads from every standing state to the same one.
    const state = transition(first.state, 'endTenancy')
    await endConsents(
      standing.map(({ id }) => id),
      state,
      'moved out',
    )
    return record(standing, 'consent.tenancy-ended')
  })
}

type TenancyEvent = 'consent.suspended' | 'consent.reinstated' | 'consent.tenancy-ended'

/** What the recipient hears of it. Why is the consumer's own affair. */
const toldAs: Record<TenancyEvent, NoticeType> = {
  'consent.suspended': 'consent.suspended',
  'consent.reinstated': 'consent.resumed',
  'consent.tenancy-ended': 'consent.revoked',
}

/** Entries, and word for both sides (T2). */
async function record(consents: OccupancyConsent[], type: TenancyEvent): Promise<TouchedConsent[]> {
  const touched = consents.map(({ id, arrangementId, productId }) => ({ id, arrangementId, productId }))
  const acts: Act[] = touched.map(({ id, arrangementId, productId }) => ({
    event: { type, arrangement: arrangementId, consent: id, product: productId },
    privatePart: {},
  }))
  if (acts.length > 0) await appendEntries(acts)
  await queueReceipts(
    type,
    touched.map(({ id }) => id),
  )
  await noteForRecipients(
    toldAs[type],
    touched.map(({ id, arrangementId }) => ({ arrangementId, consentId: id })),
  )
  return touched
}
