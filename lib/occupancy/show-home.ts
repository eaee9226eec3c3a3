import { type ConsumerActor, now, type OccupancyId } from '#lib/core/index.ts'
import { type Home, listHomes } from '#lib/energy/index.ts'
import type { Method } from './evidence.ts'
import { findOpenLetter } from './letter/store.ts'
import { findClaim, findEvidence } from './store.ts'
import { verifiers } from './verifiers.ts'

/** A home of somebody, with how it is proved and how it could be. */
export interface ShownHome extends Home {
  /** Whether what was proved no longer counts */
  ranOut: boolean
  /** Ways to prove it that work here */
  methods: Method[]
  /** A letter under way */
  letter: { queuedAt: Date; expiresAt: Date } | undefined
  tried: { id: string; method: string; accepted: boolean; level: number | null; at: Date }[]
}

/** One home of the consumer, or undefined when there is none such. */
export async function showHome(
  actor: ConsumerActor,
  occupancyId: OccupancyId,
): Promise<ShownHome | undefined> {
  const homes = await listHomes(actor.accountId)
  const home = homes.find((one) => one.occupancyId === occupancyId)
  const claim = home && (await findClaim(occupancyId))
  if (!home || !claim) return undefined
  const current = claim.endsAt === null || claim.endsAt > now()
  const offered = await Promise.all(Object.values(verifiers).map((one) => current && one.offers(claim)))
  const letter = await findOpenLetter(occupancyId)
  const tried = await findEvidence(actor.accountId, occupancyId)
  return {
    ...home,
    ranOut: home.verifiedUntil !== null && home.level === 0 && home.verifiedUntil <= now(),
    methods: Object.values(verifiers)
      .filter((_, i) => offered[i])
      .map(({ method }) => method),
    letter: letter ? { queuedAt: letter.queuedAt, expiresAt: letter.expiresAt } : undefined,
    tried: tried.map(({ id, outcome, happenedAt, ...one }) => ({
      ...one,
      id: String(id),
      accepted: outcome === 'accepted',
      at: happenedAt,
    })),
  }
}
