import { ChargingSection } from '#components/usage/charging-section.tsx'
import { CostSection } from '#components/usage/cost-section.tsx'
import { HeatPumpSection } from '#components/usage/heat-pump-section.tsx'
import type { ConsumerActor } from '#lib/core/index.ts'
import {
  copTenths,
  type HeatPumpDay,
  type Home,
  listCharging,
  listHeatPumpDays,
  sumHeatPump,
  type UsageDay,
  type UsagePeriod,
} from '#lib/energy/index.ts'
import { costOf, showTariffs, VAT_PERCENT, writePrice } from '#lib/tariff/index.ts'

interface Props {
  actor: ConsumerActor
  home: Home
  period: UsagePeriod
  /** "November 2026" */
  name: string
}

/** What the days that are shown cost. */
export async function UsageCost({ actor, home, name, days }: Omit<Props, 'period'> & { days: UsageDay[] }) {
  const { mine, other } = await showTariffs(actor, home.occupancyId)
  return (
    <CostSection
      home={home.occupancyId}
      period={name}
      mine={mine && costOf(mine, days)}
      other={other && costOf(other, days)}
      priceOf={writePrice}
      vatPercent={VAT_PERCENT}
    />
  )
}

/** The car and the heat pump, for who has them here. */
export async function UsageDevices({ actor, home, period }: Omit<Props, 'name'>) {
  const ever = { fromMs: home.startsAt.getTime(), toMs: home.endsAt?.getTime() ?? Date.UTC(2199, 0) }
  const hasCar = (await listCharging(actor, home.occupancyId, ever)).length > 0
  const sessions = hasCar ? await listCharging(actor, home.occupancyId, period) : []
  const heated = await listHeatPumpDays(actor, home.occupancyId, period)
  return (
    <>
      {hasCar && <ChargingSection period={period} sessions={sessions} />}
      {heated.length > 0 && (
        <HeatPumpSection total={withCop(sumHeatPump(heated))} parts={partsOf(heated, period)} />
      )}
    </>
  )
}

function partsOf(days: HeatPumpDay[], { view }: UsagePeriod) {
  if (view === 'day') return []
  const names = Map.groupBy(days, ({ day }) => (view === 'month' ? day : day.slice(0, 7)))
  return [...names].map(([name, of]) => ({ name, ...withCop(sumHeatPump(of)) }))
}

const withCop = (sum: Omit<HeatPumpDay, 'day'>) => ({ ...sum, cop: copTenths(sum) })
