import {
  finestUsage,
  granularityOf,
  type Home,
  isPermission,
  opensPermission,
  type PermissionId,
} from '#lib/energy/index.ts'
import type { ConsentRequest } from './request.ts'

/** A home as a request offers it. */
export interface OfferedHome extends Home {
  /** Why nothing can be shared from it now; undefined when something can */
  withheld: 'held' | 'lived-before' | 'moving-in' | 'not-proved' | 'gas' | undefined
  /** Whether its proof opens less detail than was asked for */
  limited: boolean
}

/** The homes of a consumer, each with what it can't be used for. */
export function offerHomes(
  homes: readonly Home[],
  request: Pick<ConsentRequest, 'datatypes'>,
): OfferedHome[] {
  const asked = finestUsage(request.datatypes)
  return homes.map((home) => ({
    ...home,
    withheld: whyWithheld(home),
    limited: asked !== undefined && !opensPermission(home.level, asked),
  }))
}

/** Permissions of today are of electricity; gas never comes along with them. */
function whyWithheld({ lived, level, fuel, held }: Home): OfferedHome['withheld'] {
  if (held) return 'held'
  if (lived !== 'now') return lived === 'before' ? 'lived-before' : 'moving-in'
  if (fuel === 'gas') return 'gas'
  return level === 0 ? 'not-proved' : undefined
}

/** Whether usage can be shared from at least one of their homes; where they have none to choose, the homes say why. */
export function opensUsage(homes: readonly OfferedHome[], usage: PermissionId): boolean {
  const open = homes.filter(({ withheld }) => withheld === undefined)
  return open.length === 0 || open.some(({ level }) => opensPermission(level, usage))
}

/** The chosen homes whose proof doesn't open as much detail as was chosen; none while that is no permission at all. */
export function tooDetailed(
  homes: readonly OfferedHome[],
  { supplyPoints, usage = '' }: { supplyPoints: readonly string[]; usage?: string | undefined },
): OfferedHome[] {
  if (!isPermission(usage) || granularityOf(usage) === undefined) return []
  return homes.filter(
    ({ supplyPointId, level, withheld }) =>
      withheld === undefined && supplyPoints.includes(supplyPointId) && !opensPermission(level, usage),
  )
}
