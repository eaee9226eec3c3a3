import { newId, now, type ParticipantId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { DAY_MS, settlementDayStart } from '#lib/energy/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { settleOccupancy } from './settle-occupancy.ts'
import {
  type Departing,
  hasDisputed,
  insertEffect,
  insertEvent,
  lockByNumber,
  lockDeparting,
  type NewEvent,
} from './store.ts'
import { DISPUTE_DAYS, type EventKind, kindOfNumber } from './supply-event.ts'

export interface SupplyEventInput {
  holderId: ParticipantId
  kind: EventKind
  /** MPAN or MPRN, digits only */
  number: string
  /** Settlement date */
  effectiveOn: string
  sourceRef: string
}

/**
 * Records what a holder reports about a supply point, once however often it comes and in whatever order (T2). A change
 * of tenancy holds everybody who lived there before: from local midnight of its date nothing leaves, and within 14 days
 * they can say that it is wrong. Reports of a meter or a supplier change nothing (T7). False: it was known, or nobody
 * here knows the supply point.
 */
export function recordSupplyEvent(input: SupplyEventInput): Promise<boolean> {
  return withTransaction(async () => {
    const supplyPointId = await lockByNumber(input.number, kindOfNumber(input.number))
    if (!supplyPointId) return false
    const event: NewEvent = {
      id: newId('supplyEvent'),
      supplyPointId,
      holderId: input.holderId,
      kind: input.kind,
      effectiveOn: input.effectiveOn,
      effectiveAt: new Date(settlementDayStart(input.effectiveOn)),
      sourceRef: input.sourceRef,
      receivedAt: now(),
    }
    if (!(await insertEvent(event))) return false
    const { id, holderId: holder, kind } = event
    await appendEntry(
      { type: 'supply-point.reported', event: id, holder, kind },
      { supplyPoint: supplyPointId, effectiveOn: input.effectiveOn, sourceRef: input.sourceRef },
    )
    if (kind !== 'change-of-tenancy') return true
    for (const one of await lockDeparting(supplyPointId, event.effectiveAt)) await hold(one, event)
    return true
  })
}

/** Whoever disputed this date before needn't again, whoever reports it now. */
async function hold({ occupancyId, accountId }: Departing, event: NewEvent): Promise<void> {
  const disputed = await hasDisputed(occupancyId, event.effectiveAt)
  const from = Math.max(event.receivedAt.getTime(), event.effectiveAt.getTime())
  await insertEffect({
    occupancyId,
    eventId: event.id,
    status: disputed ? 'disputed' : 'open',
    disputeUntil: new Date(from + DISPUTE_DAYS * DAY_MS),
  })
  if (disputed) return
  await appendEntry(
    { type: 'occupancy.held', occupancy: occupancyId, event: event.id },
    { account: accountId },
  )
  await settleOccupancy(occupancyId)
}
