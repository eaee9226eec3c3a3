import { type ConsumerActor, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import {
  DAY_MS,
  type OccupancyLevel,
  proofEnds,
  proveOccupancy,
  settlementDateOf,
  settlementDayStart,
} from '#lib/energy/index.ts'
import { hashGiven, levelOf, type Method, type Shown } from './evidence.ts'
import { holdClaim } from './hold-claim.ts'
import { TRIES, TRIES_OF_METER } from './rules.ts'
import { type Counting, countRefused, countRefusedOfMeter, findCounting, insertEvidence } from './store.ts'
import type { Claim, Refusal, Verdict } from './verifier.ts'
import { verifiers } from './verifiers.ts'

export interface ProveHomeInput {
  occupancyId: OccupancyId
  method: Method
  /** The fields of the form, as typed */
  given: Readonly<Record<string, string>>
}

export type ProofOutcome =
  | { accepted: true; level: OccupancyLevel }
  | { accepted: false; reason: Refusal | 'too-many' }

/**
 * The consumer shows that they live in a home. Method, time, outcome, level and a keyed hash are kept, nothing that was
 * typed; the level follows from all that counts. A wrong answer is an outcome, not an error: it must be kept too.
 */
export function proveHome(actor: ConsumerActor, input: ProveHomeInput): Promise<ProofOutcome> {
  return withTransaction(async () => {
    const claim = await holdClaim(actor, input.occupancyId)
    const verifier = verifiers[input.method]
    if (await isTriedTooOften(claim)) return { accepted: false, reason: 'too-many' }
    const offered = await verifier.offers(claim)
    const given = Object.fromEntries(verifier.fields.map((field) => [field, input.given[field] ?? '']))
    const verdict: Verdict = offered
      ? await verifier.judge(claim, given)
      : { accepted: false, reason: 'nothing-to-compare' }
    const hash = await hashGiven(verifier.method, JSON.stringify(given))
    return verdict.accepted
      ? accept(claim, verifier.method, hash, verdict.movedIn)
      : refuse(claim, verifier.method, hash, verdict.reason)
  })
}

async function isTriedTooOften({ occupancyId, supplyPointId }: Claim): Promise<boolean> {
  const since = new Date(nowMs() - DAY_MS)
  if ((await countRefused(occupancyId, since)) >= TRIES) return true
  return (await countRefusedOfMeter(supplyPointId, since)) >= TRIES_OF_METER
}

async function refuse(claim: Claim, method: Method, hash: Buffer, reason: Refusal): Promise<ProofOutcome> {
  await insertEvidence({ ...idsOf(claim), method, outcome: 'refused', hash })
  return { accepted: false, reason }
}

async function accept(claim: Claim, method: Method, hash: Buffer, movedIn?: Date): Promise<ProofOutcome> {
  const countsUntil = proofEnds(nowMs())
  const counting = [
    ...shownBy(claim),
    ...(await findCounting(claim.occupancyId)).map(toShown),
    toShown({ method, countsUntil, movedIn: movedIn ?? null }),
  ]
  const level = levelOf(new Set(counting.map(({ shows }) => shows)))
  if (level === 0) throw new Error('What was accepted shows nothing')
  await insertEvidence({ ...idsOf(claim), method, outcome: 'accepted', hash, level, movedIn, countsUntil })
  const [opensAt, verifiedUntil] = [openingDay(claim, level, counting), runsOut(counting)]
  await proveOccupancy({ occupancyId: claim.occupancyId, level, method, opensAt, verifiedUntil })
  return { accepted: true, level }
}

const idsOf = ({ accountId, occupancyId }: Claim) => ({ accountId, occupancyId })

/** Something that was shown, and until when it counts. */
interface ShownOnce {
  shows: Shown
  untilMs: number
  movedIn: Date | null
}

const toShown = ({ method, countsUntil, movedIn }: Counting): ShownOnce => ({
  shows: verifiers[method].shows,
  untilMs: countsUntil.getTime(),
  movedIn,
})

/** What stands already, however it was shown: an operator may have vouched for it, without a form. */
function shownBy({ level, opensAt, verifiedUntil }: Claim): ShownOnce[] {
  const once = { untilMs: verifiedUntil?.getTime() ?? Number.POSITIVE_INFINITY, movedIn: opensAt }
  const possession = level >= 2 ? [{ ...once, shows: 'possession' as const }] : []
  return level === 1 || level === 3 ? [...possession, { ...once, shows: 'account' }] : possession
}

/** Today, or from level 2 on the day of moving in, once that is proved; never before the people there last changed. */
function openingDay({ startsAt, changedAt }: Claim, level: OccupancyLevel, counting: ShownOnce[]): Date {
  const today = settlementDayStart(settlementDateOf(nowMs()))
  const proved = level < 2 ? [] : counting.flatMap(({ movedIn }) => movedIn?.getTime() ?? [])
  const earliest = Math.max(startsAt.getTime(), changedAt?.getTime() ?? 0)
  return new Date(Math.max(earliest, Math.min(today, ...proved)))
}

/** When the first of what the level rests on no longer counts; of each kind the latest does. Null: it doesn't run out. */
function runsOut(counting: ShownOnce[]): Date | null {
  const kinds = Object.values(Object.groupBy(counting, ({ shows }) => shows))
  const ends = Math.min(...kinds.map((all = []) => Math.max(...all.map(({ untilMs }) => untilMs))))
  return Number.isFinite(ends) ? new Date(ends) : null
}
