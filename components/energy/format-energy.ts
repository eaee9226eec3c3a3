/** Energy in Wh as kWh with a sensible number of figures: "0.42 kWh", "12.3 kWh", "1,204 kWh". */
export const formatEnergy = (wattHours: number): string => `${formatKwh(wattHours)} kWh`

/** The number alone, for table cells. */
export function formatKwh(wattHours: number): string {
  const kwh = wattHours / 1000
  const digits = kwh < 10 ? 2 : kwh < 100 ? 1 : 0
  return kwh.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** "1 day", "3 days" */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
