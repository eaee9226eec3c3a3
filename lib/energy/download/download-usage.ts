import { setImmediate } from 'node:timers/promises'
import { AppError, type ConsumerActor, type OccupancyId } from '#lib/core/index.ts'
import { listHomes } from '../list-homes.ts'
import { settlementDayAfter, settlementDayStart } from '../settlement-day.ts'
import { opensUsage } from '../usage/opens-usage.ts'
import { neighboursOf, usagePeriod } from '../usage/period.ts'
import { showUsage } from '../usage/show-usage.ts'
import type { UsageDay } from '../usage/usage-day.ts'
import { parseDate } from '../utc-day.ts'
import { writeCsv } from './write-csv.ts'
import { writeGreenButton } from './write-green-button.ts'

export const downloadFormats = ['green-button', 'csv'] as const

export interface DownloadRequest {
  occupancyId: OccupancyId
  /** Settlement dates; both are in it */
  first: string
  last: string
  format: (typeof downloadFormats)[number]
}

/** A file that is made while it is sent. */
export interface Download {
  name: string
  type: string
  body: AsyncIterable<string>
}

/** Ten years and some days. */
const MOST_DAYS = 3_660

/**
 * Somebody's own readings as a file, of the time that they lived there. Read a month at a time, and each time only if it
 * is a home of theirs; nothing is written down about it. Throws before the first byte when the period is none.
 */
export async function downloadUsage(actor: ConsumerActor, request: DownloadRequest): Promise<Download> {
  const { occupancyId, first, last, format } = request
  const length = parseDate(last) - parseDate(first)
  if (length < 0 || length >= MOST_DAYS) {
    throw new AppError('invalid', 'not-a-period', 'The last day comes after the first, ten years at most.')
  }
  const home = (await listHomes(actor.accountId)).find((one) => one.occupancyId === occupancyId)
  if (!home || !opensUsage(home))
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  const label = home.demo ? 'demo-electricity' : 'electricity'
  const name = `${label}-${first}-to-${last}`
  const days = daysOf(actor, request)
  if (format === 'csv') return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', body: writeCsv(days) }
  const title = `${home.demo ? 'Demo data: electricity' : 'Electricity'}, meter ending ${home.mpanLast4}`
  return {
    name: `${name}.xml`,
    type: 'application/atom+xml; charset=utf-8',
    body: writeGreenButton({ occupancyId, title }, days),
  }
}

/** The days, read month by month. Between two days others have their turn: a year as XML is seconds of work. */
async function* daysOf(
  actor: ConsumerActor,
  { occupancyId, first, last }: DownloadRequest,
): AsyncGenerator<UsageDay> {
  const end = settlementDayStart(settlementDayAfter(last))
  for (let from = first; from <= last; ) {
    const month = usagePeriod('month', from)
    const window = { fromMs: settlementDayStart(from), toMs: Math.min(month.toMs, end) }
    for (const day of await showUsage(actor, occupancyId, window)) {
      yield day
      await setImmediate()
    }
    from = neighboursOf(month).after
  }
}
