import { type AccountId, nowMs, type OccupancyId, type SupplyPointId } from '#lib/core/index.ts'
import { mpanLast4 } from './mpan.ts'
import { unpackWindow } from './reading-window.ts'
import { findHomes, type HomeRow } from './store.ts'
import type { OccupancyLevel } from './supply-point.ts'

/** A home of somebody: one occupancy and its supply point. */
export interface Home {
  supplyPointId: SupplyPointId
  occupancyId: OccupancyId
  address: string
  postcode: string
  mpanLast4: string
  /** Demo or research data */
  demo: boolean
  startsAt: Date
  endsAt: Date | null
  /** Whether they live there at this moment, did before or will later */
  lived: 'before' | 'now' | 'later'
  level: OccupancyLevel
  /** Closed since they recovered their account, until they show again that they live there: not seen, not shared */
  closed: boolean
  /** Settlement dates of the first and last reading of their time there; null when there is none */
  firstReading: string | null
  lastReading: string | null
}

/** The homes of an account, past ones too, latest first. Readings of other occupants don't show, not even by date. */
export async function listHomes(accountId: AccountId): Promise<Home[]> {
  return (await findHomes(accountId)).map(toHome)
}

function toHome({ mpan, dayNumbers, wh, widths, ...row }: HomeRow): Home {
  const window = { fromMs: row.startsAt.getTime(), toMs: row.endsAt?.getTime() ?? Number.POSITIVE_INFINITY }
  const stored = { dayNumbers: dayNumbers ?? [], wh: wh ?? new Uint8Array(0), widths }
  const { slices } = unpackWindow({ ...stored, ...window })
  return {
    ...row,
    mpanLast4: mpanLast4(mpan),
    lived: livedAt(nowMs(), window),
    firstReading: slices[0]?.day.date ?? null,
    lastReading: slices.at(-1)?.day.date ?? null,
  }
}

const livedAt = (atMs: number, { fromMs, toMs }: { fromMs: number; toMs: number }): Home['lived'] =>
  atMs < fromMs ? 'later' : atMs < toMs ? 'now' : 'before'
