import type { Granularity } from './read-series.ts'

export type PermissionId =
  | 'supply-point.basic'
  | 'supply-point.detail'
  | 'meter.electricity.hh'
  | 'meter.electricity.daily'
  | 'meter.electricity.monthly'

/** One thing that can be shared, in the words that the consumer reads. Screens, docs and API all take them from here. */
export interface Permission {
  id: PermissionId
  /** Heading under which it stands */
  cluster: string
  /** Short form, where there is one line only */
  label: string
  /** What is shared, one sentence each */
  lines: readonly string[]
  /** What somebody could learn about the home from it */
  reveals: string
  /** Worth a sign-in of its own: whoever finds a browser open must not be able to give it away */
  sensitive?: boolean
  /** Finest granularity of readings that it opens; undefined opens none */
  granularity: Granularity | undefined
}

/** In the order in which screens show them; usage from coarse to fine. */
export const permissions: Readonly<Record<PermissionId, Permission>> = {
  'supply-point.basic': {
    id: 'supply-point.basic',
    cluster: 'Your electricity connection',
    label: 'Your area and meter number ending',
    lines: [
      'The first part of your postcode, for example N1.',
      'The last 4 digits of your MPAN, the 13-digit number on your electricity bill.',
      'Whether your meter counts what you use or what you send out, and how often it is read.',
    ],
    reveals: 'Roughly where you live.',
    granularity: undefined,
  },
  'supply-point.detail': {
    id: 'supply-point.detail',
    cluster: 'Your full meter number',
    label: 'Your full meter number',
    lines: ['Your MPAN, the 13-digit number on your electricity bill.'],
    reveals:
      'Which home is yours. Companies in the energy industry can look up the address that belongs to it.',
    sensitive: true,
    granularity: undefined,
  },
  'meter.electricity.monthly': {
    id: 'meter.electricity.monthly',
    cluster: 'Electricity use, monthly totals',
    label: 'Your electricity use each month',
    lines: ['How much electricity you used in each month, in total.'],
    reveals: 'How much you use, and how that changes with the seasons.',
    granularity: 'P1M',
  },
  'meter.electricity.daily': {
    id: 'meter.electricity.daily',
    cluster: 'Electricity use, daily totals',
    label: 'Your electricity use each day',
    lines: ['How much electricity you used on each day, in total.'],
    reveals: 'Days when nobody is at home, such as holidays.',
    granularity: 'P1D',
  },
  'meter.electricity.hh': {
    id: 'meter.electricity.hh',
    cluster: 'Electricity use, every half hour',
    label: 'Your electricity use every half hour',
    lines: ['How much electricity you used in each half hour of every day.'],
    reveals: 'When people in your home are usually in, away or asleep, and when a car charges.',
    granularity: 'PT30M',
  },
}

export const isPermission = (id: string): id is PermissionId => Object.hasOwn(permissions, id)

export const granularityOf = (id: PermissionId): Granularity | undefined => permissions[id].granularity

/** Whether any of these is worth a sign-in of its own. */
export const anySensitive = (ids: readonly PermissionId[]): boolean =>
  ids.some((id) => permissions[id].sensitive)

/** Usage permissions from fine to coarse: each implies those after it. */
const ladder: readonly PermissionId[] = [
  'meter.electricity.hh',
  'meter.electricity.daily',
  'meter.electricity.monthly',
]

/** Whether who may read `finer` may also read `coarser`. Every permission implies itself. */
export const implies = (finer: PermissionId, coarser: PermissionId): boolean =>
  coarserOrEqual(finer).includes(coarser)

/** What a permission implies: itself first, then ever coarser. */
export function coarserOrEqual(id: PermissionId): PermissionId[] {
  const step = ladder.indexOf(id)
  return step < 0 ? [id] : ladder.slice(step)
}

/** What could be granted instead of it: all that it implies but itself, finest first. */
export const coarserThan = (id: PermissionId): PermissionId[] => coarserOrEqual(id).slice(1)

/** The granularities that a permission opens, finest first. */
export const granularitiesOf = (id: PermissionId): Granularity[] =>
  coarserOrEqual(id).flatMap((implied) => granularityOf(implied) ?? [])

/** The permission among those held that opens the finest readings, if any opens readings. */
export const finestUsage = (held: readonly PermissionId[]): PermissionId | undefined =>
  ladder.find((id) => held.includes(id))
