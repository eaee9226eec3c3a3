const format = (digits: number) =>
  new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
const [whole, tenths, hundredths] = [format(0), format(1), format(2)]

/** Watt-hours as people read them: '0.42 kWh', '9.4 kWh', '248 kWh', never broken over two lines. */
export function kWh(wattHours: number): string {
  const value = wattHours / 1000
  const formatter = value < 1 ? hundredths : value < 100 ? tenths : whole
  return `${formatter.format(value)}\u00a0kWh`
}

/** Sum of what there is; nulls are missing readings. */
export const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** '1 day', '2 days'. */
export const count = (number: number, noun: string): string =>
  `${whole.format(number)} ${noun}${number === 1 ? '' : 's'}`

/** Whether a meter counts what a home uses, or what it sends out. */
export type Direction = 'import' | 'export'

/** 'used 9.4 kWh', 'sent 9.4 kWh to the grid'. */
export const amount = (direction: Direction, wattHours: number): string =>
  direction === 'import' ? `used ${kWh(wattHours)}` : `sent ${kWh(wattHours)} to the grid`

/** The entry with the largest value, the first of equals; undefined when there is none. */
export function highest<T extends { value: number | null }>(
  entries: readonly T[],
): (T & { value: number }) | undefined {
  let best: (T & { value: number }) | undefined
  for (const entry of entries) {
    if (entry.value !== null && (!best || entry.value > best.value)) best = { ...entry, value: entry.value }
  }
  return best
}
