import { type ConsumerActor, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { DAY_MS, readRegister } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { signDemoAssertion } from './holder-assertion.ts'
import { formatCode, openCode } from './letter/letter-code.ts'
import { findOpenLetter } from './letter/store.ts'
import { findClaim } from './store.ts'

/** What somebody would find at a demo home: in this demo nobody can go there. */
export interface DemoHome {
  /** What the meter shows today, and showed when they moved in; undefined where it has no readings */
  meter: { now: number; movedIn: number | undefined } | undefined
  /** The code of the letter on the doormat */
  letterCode: string | undefined
  /** What the supplier says, signed */
  assertion: string
}

/** Undefined outside the demo, and for a home that isn't theirs. */
export async function showDemoHome(
  actor: ConsumerActor,
  occupancyId: OccupancyId,
): Promise<DemoHome | undefined> {
  const claim = env().mode === 'demo' ? await findClaim(occupancyId) : undefined
  if (!claim?.demo || claim.accountId !== actor.accountId) return undefined
  const { supplyPointId, startsAt, number } = claim
  const sealed = (await findOpenLetter(occupancyId))?.sealedCode
  const last = await readRegister(supplyPointId)
  const then = await readRegister(supplyPointId, startsAt.getTime() + DAY_MS)
  return {
    meter: last && {
      now: Math.round(last.kWh + (last.dailyKWh * (nowMs() - last.atMs)) / DAY_MS),
      movedIn: then && Math.round(then.kWh),
    },
    letterCode: sealed ? formatCode(await openCode(sealed, occupancyId)) : undefined,
    assertion: await signDemoAssertion(occupancyId, number, startsAt),
  }
}
