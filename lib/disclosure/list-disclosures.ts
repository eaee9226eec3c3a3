import type { ArrangementId, ConsumerActor } from '#lib/core/index.ts'
import { type PermissionId, permissions, settlementDateOf } from '#lib/energy/index.ts'
import { type DisclosureRow, findDisclosures } from './store.ts'

/** One act of data leaving, as the consumer reads it. */
export interface Disclosed {
  id: string
  disclosedAt: Date
  permission: string
  /** What left, in words */
  label: string
  /** The last digits of the meter's number; null for the list of meters */
  meterEnding: string | null
  granularity: string | null
  periodFrom: Date | null
  periodTo: Date | null
  readings: number
  /** Whether the recipient said that the consumer was there */
  customerPresent: boolean
  interactionId: string
}

/** Some of an access history, newest first, by the days on which data left (settlement dates). */
export interface HistoryPage {
  days: { date: string; disclosures: Disclosed[] }[]
  /** Where it goes on; undefined at the end */
  before: string | undefined
}

const AT_ONCE = 50

/** Part of the access history of the consumer's own arrangement: what lies before the cursor of another page, if given. */
export async function listDisclosures(
  actor: ConsumerActor,
  arrangementId: ArrangementId,
  { before, limit = AT_ONCE }: { before?: string | undefined; limit?: number } = {},
): Promise<HistoryPage> {
  const rows = await findDisclosures(actor.accountId, arrangementId, parseCursor(before), limit + 1)
  const shown = rows.slice(0, limit).map(toDisclosed)
  return { days: groupByDay(shown), before: rows.length > limit ? shown.at(-1)?.id : undefined }
}

/** All of it, page by page, newest first. */
export async function* walkDisclosures(
  actor: ConsumerActor,
  arrangementId: ArrangementId,
  limit = 1_000,
): AsyncGenerator<Disclosed[]> {
  let before: bigint | undefined
  do {
    const rows = await findDisclosures(actor.accountId, arrangementId, before, limit)
    if (rows.length > 0) yield rows.map(toDisclosed)
    before = rows.length === limit ? rows.at(-1)?.id : undefined
  } while (before !== undefined)
}

/** A place in the history. What isn't one means the beginning. */
const parseCursor = (text: string | undefined): bigint | undefined =>
  text && /^[0-9]{1,18}$/.test(text) ? BigInt(text) : undefined

const toDisclosed = ({ id, mpan, ...row }: DisclosureRow): Disclosed => ({
  ...row,
  id: String(id),
  label: permissions[row.permission as PermissionId]?.label ?? row.permission,
  meterEnding: mpan?.slice(-4) ?? null,
})

function groupByDay(disclosures: Disclosed[]): HistoryPage['days'] {
  const days = Map.groupBy(disclosures, ({ disclosedAt }) => settlementDateOf(disclosedAt.getTime()))
  return [...days].map(([date, onIt]) => ({ date, disclosures: onIt }))
}
