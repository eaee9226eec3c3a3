import type { SupplyPoint } from './energy-api.ts'

/** A meter in words, with what the consumer lets us know of it. */
export function nameMeter({ direction, postcodeArea, mpanLast4 }: SupplyPoint): string {
  const what = direction === 'import' ? 'Electricity meter' : 'Electricity sent to the grid'
  const where = postcodeArea ? ` in ${postcodeArea}` : ''
  return `${what}${where}${mpanLast4 ? `, number ending ${mpanLast4}` : ''}`
}
