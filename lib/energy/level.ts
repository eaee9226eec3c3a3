import { coarserOrEqual, granularityOf, type PermissionId } from './permission.ts'
import type { Granularity } from './read-series.ts'
import type { OccupancyLevel } from './supply-point.ts'

/** What a level of proof opens, in the words that the consumer reads. Each opens what those before it do. */
export interface Level {
  level: OccupancyLevel
  name: string
  /** What shows it */
  proof: string
  unlocks: readonly string[]
  /** The readings that it opens, finest first */
  granularities: readonly Granularity[]
}

/** O0 to O3, in their order. */
export const levels: readonly Level[] = [
  {
    level: 0,
    name: 'Not proved yet',
    proof: 'You typed a postcode and a meter number.',
    unlocks: ['Nothing is shown or shared from this home.'],
    granularities: [],
  },
  {
    level: 1,
    name: 'Account confirmed',
    proof: 'Your energy supplier confirmed that you have an account for this home.',
    unlocks: ['See and share daily and monthly totals, from the day you proved it.'],
    granularities: ['P1D', 'P1M'],
  },
  {
    level: 2,
    name: 'Home confirmed',
    proof: 'You typed what the meter shows, or the code of a letter that came to this home.',
    unlocks: [
      'See and share every half hour.',
      'Go back to the day you moved in, once that day is proved too.',
    ],
    granularities: ['PT30M', 'P1D', 'P1M'],
  },
  {
    level: 3,
    name: 'Home and account confirmed',
    proof: 'You showed both: that you are in the home, and that the account is yours.',
    unlocks: [
      'Decide who may control a charger or a heat pump, once that is built.',
      'Decide whether one or two adults must agree to share, once that is built.',
    ],
    granularities: ['PT30M', 'P1D', 'P1M'],
  },
]

/** Whether this may be shared from a home at this level. At level 0 nothing may. */
export function opensPermission(level: OccupancyLevel, id: PermissionId): boolean {
  const granularity = granularityOf(id)
  return granularity ? opensGranularity(level, granularity) : level > 0
}

export const opensGranularity = (level: OccupancyLevel, granularity: Granularity): boolean =>
  levels[level]?.granularities.includes(granularity) ?? false

/** What is left of permissions at this level: each one, or the finest coarser one that the level opens. */
export const narrowedTo = (level: OccupancyLevel, ids: readonly PermissionId[]): PermissionId[] =>
  ids.flatMap((id) => coarserOrEqual(id).find((one) => opensPermission(level, one)) ?? [])
