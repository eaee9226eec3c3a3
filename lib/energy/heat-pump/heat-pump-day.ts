import type { AccountId, SupplyPointId } from '#lib/core/index.ts'

/** What a heat pump did on a settlement day. */
export interface HeatPumpDay {
  /** Settlement date */
  day: string
  electricityWh: number
  /** Heat given out; null where it is not measured */
  heatWh: number | null
  /** Electricity of just the times of which the heat is known: a COP compares like with like */
  pairedWh: number | null
  /** Mean temperature of the water that flows out, in tenths of a degree Celsius */
  flowTenths: number | null
  /** Minutes of the day that were measured */
  minutes: number
  /** What the meters include, where known: a COP without it says little */
  boundary: 'H1' | 'H2' | 'H3' | 'H4' | null
  demo: boolean
}

export interface HeatPumpRow extends HeatPumpDay {
  accountId: AccountId
  supplyPointId: SupplyPointId
}

/** Less electricity than this, and heat divided by it means nothing. */
const LEAST_WH = 100

/** Heat out for electricity in (COP) in tenths, a half up; undefined where it would mean nothing. */
export function copTenths({
  heatWh,
  pairedWh,
}: Pick<HeatPumpDay, 'heatWh' | 'pairedWh'>): number | undefined {
  if (heatWh === null || pairedWh === null || pairedWh < LEAST_WH) return undefined
  return Math.floor((heatWh * 20 + pairedWh) / (pairedWh * 2))
}

/** Several days as one: of a month, of a year. Flow temperatures are weighted by the time measured. */
export function sumHeatPump(days: readonly HeatPumpDay[]): Omit<HeatPumpDay, 'day'> {
  const heated = days.filter(({ heatWh }) => heatWh !== null)
  const warm = days.filter(({ flowTenths }) => flowTenths !== null)
  const total = (pick: (day: HeatPumpDay) => number, of = days) => of.reduce((sum, day) => sum + pick(day), 0)
  const boundaries = new Set(days.map(({ boundary }) => boundary))
  return {
    electricityWh: total((day) => day.electricityWh),
    heatWh: heated.length > 0 ? total((day) => day.heatWh ?? 0, heated) : null,
    pairedWh: heated.length > 0 ? total((day) => day.pairedWh ?? 0, heated) : null,
    flowTenths:
      warm.length > 0
        ? Math.round(
            total((day) => (day.flowTenths ?? 0) * day.minutes, warm) /
              Math.max(
                total((day) => day.minutes, warm),
                1,
              ),
          )
        : null,
    minutes: total((day) => day.minutes),
    boundary: boundaries.size === 1 ? (days[0]?.boundary ?? null) : null,
    demo: days.some(({ demo }) => demo),
  }
}
