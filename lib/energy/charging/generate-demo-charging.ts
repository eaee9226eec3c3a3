import { readSeed } from '../demo-chance.ts'
import { carWh } from '../demo-load.ts'
import type { GenerateInput } from '../generate-demo-readings.ts'
import { settlementDayStart } from '../settlement-day.ts'
import { HALF_HOUR_MS, HALF_HOURS, isoDate, parseDate } from '../utc-day.ts'
import type { ChargingSession } from './session.ts'

/** The sessions behind the car's part of `generateReadings`: the same seed gives the same nights. */
export function generateCharging({ seed, fromDay, toDay }: Omit<GenerateInput, 'profile'>) {
  const home = readSeed(seed)
  const [first, end] = [parseDate(fromDay), parseDate(toDay)]
  return Array.from({ length: Math.max(end - first, 0) }, (_, i) => nightOf(home, first + i)).flat()
}

function nightOf(
  seed: ReturnType<typeof readSeed>,
  day: number,
): (ChargingSession & { sourceRef: string })[] {
  const wh = Array.from({ length: HALF_HOURS }, (_, slot) => carWh({ seed, day, slot }))
  const [from, to] = [wh.findIndex((one) => one > 0), wh.findLastIndex((one) => one > 0) + 1]
  if (from < 0) return []
  const midnight = settlementDayStart(isoDate(day))
  return [
    {
      sourceRef: `demo:${isoDate(day)}`,
      charger: 'Demo charger, 7.4 kW',
      startsAt: new Date(midnight + from * HALF_HOUR_MS),
      endsAt: new Date(midnight + to * HALF_HOUR_MS),
      energyWh: Math.round(wh.reduce((sum, one) => sum + one, 0)),
      costPence: null,
      demo: true,
    },
  ]
}
