import { z } from 'zod'
import { AppError, isId, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { type Home, settlementDateOf, type UsagePeriod, usagePeriod, usageViews } from '#lib/energy/index.ts'

export type Search = Record<string, string | string[] | undefined>

const text = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(64).catch(''))

const query = z.object({
  home: text,
  view: text.pipe(z.enum(usageViews).catch('day')),
  date: text,
  download: text,
})

/** The home that was asked for; the first of those they live in, or else the last one, if none was. */
export function chooseHome(homes: readonly Home[], search: Search): Home | undefined {
  const { home } = query.parse(search)
  if (home) return homes.find(({ occupancyId }) => isId('occupancy', home) && occupancyId === home)
  return homes.find(({ lived }) => lived === 'now') ?? homes[0]
}

/** What to show of a home: what was asked for, or the last day with readings. */
export function choosePeriod(home: Home, search: Search): UsagePeriod {
  const { view, date } = query.parse(search)
  const latest = home.lastReading ?? settlementDateOf(home.endsAt ? home.endsAt.getTime() - 1 : nowMs())
  return readPeriod(view, date) ?? usagePeriod(view, latest)
}

/** Whether what was typed is no date. */
export function isWrongDate(search: Search): boolean {
  const { view, date } = query.parse(search)
  return date !== '' && !readPeriod(view, date)
}

function readPeriod(view: UsagePeriod['view'], date: string): UsagePeriod | undefined {
  try {
    return usagePeriod(view, date)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** Whether a download was refused for its dates. */
export const wasDownloadWrong = (search: Search): boolean => query.parse(search).download === 'wrong'

/** The address of the page for a home and a period. Ids and dates only; they name nobody. */
export const usagePath = (home: OccupancyId, view: UsagePeriod['view'], date: string): string =>
  `/usage?${new URLSearchParams({ home, view, date })}`
