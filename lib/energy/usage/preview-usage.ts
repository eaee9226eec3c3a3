import { type ConsumerActor, nowMs } from '#lib/core/index.ts'
import { type Home, listHomes } from '../list-homes.ts'
import { settlementDateOf } from '../settlement-day.ts'
import { opensUsage } from './opens-usage.ts'
import { monthOver, yearOver } from './period.ts'
import { showUsage } from './show-usage.ts'
import { toUsageMonths, type UsageDay, type UsageMonth } from './usage-day.ts'

/** What sharing would show of one home, at each grain. Undefined where there are no readings to show. */
export interface UsagePreview {
  home: Pick<Home, 'occupancyId' | 'address'>
  /** The last day of which every half hour is held */
  day: UsageDay | undefined
  /** The last month that is over, by days */
  month: { month: string; days: UsageDay[] } | undefined
  /** The months that are over, twelve at most */
  year: UsageMonth[] | undefined
}

/** A look at their own data before a consumer decides how much detail to share: of the homes that they live in now. */
export async function previewUsage(actor: ConsumerActor): Promise<UsagePreview[]> {
  const homes = (await listHomes(actor.accountId)).filter((home) => home.lived === 'now' && opensUsage(home))
  return Promise.all(homes.map((home) => previewHome(actor, home)))
}

async function previewHome(actor: ConsumerActor, { occupancyId, address }: Home): Promise<UsagePreview> {
  const today = settlementDateOf(nowMs())
  const { fromMs } = yearOver(today)
  const days = await showUsage(actor, occupancyId, { fromMs, toMs: nowMs() })
  const month = monthOver(today)
  const ofMonth = days.filter(({ settlementDate }) => settlementDate.startsWith(month))
  const months = toUsageMonths(days).filter((one) => one.month <= month)
  return {
    home: { occupancyId, address },
    day: days.findLast(({ readings, periods }) => readings === periods),
    month: ofMonth.some(isHeld) ? { month, days: ofMonth } : undefined,
    year: months.some(isHeld) ? months : undefined,
  }
}

const isHeld = ({ value }: { value: number | null }): boolean => value !== null
