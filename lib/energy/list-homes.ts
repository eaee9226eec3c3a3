import { type AccountId, nowMs, type OccupancyId, type SupplyPointId } from '#lib/core/index.ts'
import { mpanLast4 } from './mpan.ts'
import { unpackWindow } from './reading-window.ts'
import { findHomes, type HomeRow } from './store.ts'
import type { NumberKind } from './supply-number.ts'
import type { Fuel, OccupancyLevel } from './supply-point.ts'

/** A home of somebody: one occupancy and its supply point. */
export interface Home {
  supplyPointId: SupplyPointId
  occupancyId: OccupancyId
  address: string
  postcode: string
  /** Of its number, which of gas is an MPRN */
  mpanLast4: string
  numberKind: NumberKind
  fuel: Fuel
  /** Demo or research data */
  demo: boolean
  startsAt: Date
  /** When they moved out, or a holder says that they did */
  endsAt: Date | null
  /** Whether a holder says that they moved out, and they can still object */
  held: boolean
  /** Whether they live there at this moment, did before or will later */
  lived: 'before' | 'now' | 'later'
  /** How well it is proved now that they live there; 0 when it isn't, or no longer */
  level: OccupancyLevel
  /** Closed since they recovered their account, until they show again that they live there: not seen, not shared */
  closed: boolean
  /** From when on readings are shown; null while nothing is proved */
  opensAt: Date | null
  /** Until when the proof counts; null: it doesn't run out */
  verifiedUntil: Date | null
  /** Settlement dates of the first and last reading that they may see; null when there is none */
  firstReading: string | null
  lastReading: string | null
}

/** Instead of an address, until it is proved that it is theirs: whoever typed a number learns nothing by it. */
const UNPROVED = 'A home not proved yet'

/** The homes of an account, past ones too, latest first. Readings of other occupants don't show, not even by date. */
export async function listHomes(accountId: AccountId): Promise<Home[]> {
  return (await findHomes(accountId)).map(toHome)
}

function toHome({ mpan, dayNumbers, wh, widths, ...row }: HomeRow): Home {
  const [startMs, toMs] = [row.startsAt.getTime(), row.endsAt?.getTime() ?? Number.POSITIVE_INFINITY]
  const stored = { dayNumbers: dayNumbers ?? [], wh: wh ?? new Uint8Array(0), widths }
  const { slices } = unpackWindow({ ...stored, fromMs: row.opensAt?.getTime() ?? toMs, toMs })
  return {
    ...row,
    address: row.level > 0 ? row.address : UNPROVED,
    mpanLast4: mpanLast4(mpan),
    held: row.held && toMs <= nowMs(),
    lived: livedAt(nowMs(), { fromMs: startMs, toMs }),
    firstReading: slices[0]?.day.date ?? null,
    lastReading: slices.at(-1)?.day.date ?? null,
  }
}

const livedAt = (atMs: number, { fromMs, toMs }: { fromMs: number; toMs: number }): Home['lived'] =>
  atMs < fromMs ? 'later' : atMs < toMs ? 'now' : 'before'
