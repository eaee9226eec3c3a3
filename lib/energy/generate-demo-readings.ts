import { type DemoSeed, readSeed } from './demo-chance.ts'
import { carWh, heatPumpWh, householdWh, type LocalHalfHour } from './demo-load.ts'
import { settlementDays } from './settlement-day.ts'
import { DAY_MS, HALF_HOUR_MS, HALF_HOURS, parseDate } from './utc-day.ts'

/** What sort of home to make up. */
export interface Profile {
  /** Wh of an ordinary spring day, without car and heat pump */
  dailyWh: number
  /** Charges at home on some nights, 7.4 kW from half past midnight */
  electricCar?: boolean
  heatPump?: boolean
}

/** Homes of the demo; about 2,800, 3,900, 5,500, 6,700 and 7,700 kWh a year. */
export const demoProfiles = {
  flat: { dailyWh: 7_000 },
  family: { dailyWh: 10_000 },
  electricCar: { dailyWh: 9_000, electricCar: true },
  heatPump: { dailyWh: 9_000, heatPump: true },
  allElectric: { dailyWh: 6_000, electricCar: true, heatPump: true },
} as const satisfies Record<string, Profile>

export interface GenerateInput {
  /** Any text; another seed is another home */
  seed: string
  /** UTC days, `2025-11-01`: from the first up to, not with, the second */
  fromDay: string
  toDay: string
  profile: Profile
}

/** A made-up UTC day, ready for `writeReadings`. */
export interface GeneratedDay {
  dayNumber: number
  values: Int32Array
}

/**
 * Makes demo readings, shaped after the measured profiles of London homes: base load, morning and evening peaks,
 * weekends, seasons, weeks away. A day depends on seed and profile only, never on the range asked for.
 */
export function generateReadings({ seed, fromDay, toDay, profile }: GenerateInput): GeneratedDay[] {
  const [first, end] = [parseDate(fromDay), parseDate(toDay)]
  const home = readSeed(seed)
  return Array.from({ length: Math.max(end - first, 0) }, (_, i) => generateDay(home, profile, first + i))
}

function generateDay(seed: DemoSeed, profile: Profile, dayNumber: number): GeneratedDay {
  const values = new Int32Array(HALF_HOURS)
  const start = dayNumber * DAY_MS
  for (const { date, startMs, periods } of settlementDays(start, start + DAY_MS)) {
    const localDay = parseDate(date)
    for (let period = 0; period < periods; period++) {
      const i = (startMs - start) / HALF_HOUR_MS + period
      // On the two odd days of a year the clock is an hour out after the change; nobody will miss it.
      if (i >= 0 && i < HALF_HOURS)
        values[i] = totalWh({ seed, day: localDay, slot: Math.min(period, 47) }, profile)
    }
  }
  return { dayNumber, values }
}

function totalWh(at: LocalHalfHour, { dailyWh, electricCar, heatPump }: Profile): number {
  return Math.round(
    householdWh(at, dailyWh) + (electricCar ? carWh(at) : 0) + (heatPump ? heatPumpWh(at) : 0),
  )
}
