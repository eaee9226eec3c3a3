import { readSeed } from '../demo-chance.ts'
import { heatPumpWh, outsideDegrees } from '../demo-load.ts'
import type { GenerateInput } from '../generate-demo-readings.ts'
import { HALF_HOURS, isoDate, parseDate } from '../utc-day.ts'
import type { HeatPumpDay } from './heat-pump-day.ts'

/** The days behind the heat pump's part of `generateReadings`: the same seed gives the same weather. */
export function generateHeatPump({ seed, fromDay, toDay }: Omit<GenerateInput, 'profile'>): HeatPumpDay[] {
  const home = readSeed(seed)
  const [first, end] = [parseDate(fromDay), parseDate(toDay)]
  return Array.from({ length: Math.max(end - first, 0) }, (_, i) => dayOf(home, first + i))
}

function dayOf(seed: ReturnType<typeof readSeed>, day: number): HeatPumpDay {
  const wh = Array.from({ length: HALF_HOURS }, (_, slot) => heatPumpWh({ seed, day, slot }))
  const electricityWh = Math.round(wh.reduce((sum, one) => sum + one, 0))
  // The colder it is, the warmer the water must be, and the less heat a unit of electricity gives.
  const flow = Math.min(50, Math.max(30, 46 - outsideDegrees(seed, day)))
  const running = electricityWh > 0
  return {
    day: isoDate(day),
    electricityWh,
    heatWh: Math.round(electricityWh * (6.2 - 0.07 * flow)),
    pairedWh: electricityWh,
    flowTenths: running ? Math.round(flow * 10) : null,
    minutes: 1440,
    boundary: 'H4',
    demo: true,
  }
}
