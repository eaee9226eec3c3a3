import { chance, type DemoSeed } from './demo-chance.ts'

/** A half hour on the clock of a made-up home: its local day (number since 1970-01-01) and slot 0 to 47. */
export interface LocalHalfHour {
  seed: DemoSeed
  day: number
  slot: number
}

const BASE = 0.35

/** Fridge, lights, cooking, washing: Wh of one half hour. */
export function householdWh({ seed, day, slot }: LocalHalfHour, dailyWh: number): number {
  const shares = isWeekend(day) ? weekend : weekday
  const share = shares[slot] ?? 0
  const n = day * 48 + slot
  if (isAway(seed, day)) return dailyWh * (BASE / 48) * between(0.8, 1.2, chance(seed, 'noise', n))
  const lively = between(0.8, 1.2, chance(seed, 'mood', day)) * (1 + 0.22 * winter(day))
  const spike = chance(seed, 'spike', n) < share * 2.5 ? between(150, 900, chance(seed, 'spikeSize', n)) : 0
  return dailyWh * share * lively * between(0.65, 1.25, chance(seed, 'noise', n)) + spike
}

/** 7.4 kW for half an hour */
const CHARGER_WH = 3_700
/** Half past midnight, when night rates begin */
const CHARGE_FROM = 1

/** The car: on some nights it takes what it drove, at full power until it has it. */
export function carWh({ seed, day, slot }: LocalHalfHour): number {
  if (slot < CHARGE_FROM || isAway(seed, day) || chance(seed, 'plugIn', day) > 0.42) return 0
  const need = between(6_000, 24_000, chance(seed, 'need', day))
  return Math.min(Math.max(need - (slot - CHARGE_FROM) * CHARGER_WH, 0), CHARGER_WH)
}

/** Electricity for each degree below 15.5 °C over a day, and for a tank of hot water */
const WH_PER_DEGREE = 1_450
const TANK_WH = 1_300

/** The heat pump: follows the weather of the day, sets back at night and heats water after lunch. */
export function heatPumpWh({ seed, day, slot }: LocalHalfHour): number {
  const heating = Math.max(15.5 - outsideDegrees(seed, day), 0) * WH_PER_DEGREE * (heatingShares[slot] ?? 0)
  const water = isAway(seed, day) || slot < 26 || slot > 28 ? 0 : TANK_WH / 3
  return heating * between(0.8, 1.2, chance(seed, 'noise', day * 48 + slot)) + water
}

/** The weather of a day, in degrees Celsius. */
export const outsideDegrees = (seed: DemoSeed, day: number): number =>
  10.8 - 6.2 * winter(day) + between(-4, 4, chance(seed, 'weather', day))

/** One week in twenty nobody is at home. */
const isAway = (seed: DemoSeed, day: number): boolean => chance(seed, 'away', Math.floor(day / 7)) < 0.05

/** 1970-01-01 was a Thursday. */
const isWeekend = (day: number): boolean => (day + 3) % 7 >= 5

/** 1 in mid-January, -1 in mid-July. */
const winter = (day: number): number => Math.cos((2 * Math.PI * (day - 15)) / 365.25)

const between = (low: number, high: number, at: number): number => low + (high - low) * at

/** A peak at an hour of the day, so wide, so high. */
type Peak = readonly [hour: number, width: number, height: number]

const weekday = shape(BASE, [7.5, 1.2, 0.5], [13, 3, 0.2], [19, 2.4, 1.2])
const weekend = shape(BASE, [9.5, 1.8, 0.55], [13, 2.5, 0.5], [18.5, 2.8, 1.0])
const heatingShares = shape(0.6, [6.5, 1.3, 1.2], [18, 3, 0.9])

/** Shares of a day's energy for its 48 half hours: a floor with peaks on it; they add up to 1. */
function shape(floor: number, ...peaks: Peak[]): number[] {
  const heights = Array.from({ length: 48 }, (_, slot) =>
    peaks.reduce(
      (sum, [hour, width, height]) => sum + height * Math.exp(-(((slot / 2 - hour) / width) ** 2) / 2),
      floor,
    ),
  )
  const total = heights.reduce((sum, height) => sum + height, 0)
  return heights.map((height) => height / total)
}
