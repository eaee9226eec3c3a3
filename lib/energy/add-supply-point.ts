import { AppError, newId } from '#lib/core/index.ts'
import { parseMpan } from './mpan.ts'
import { parseMprn } from './mprn.ts'
import { insertSupplyPoint } from './store.ts'
import type { SupplyPoint } from './supply-point.ts'

export interface NewSupplyPoint {
  /** As typed; see `parseMpan` and, of gas, `parseMprn` */
  mpan: string
  /** What its number is; `mpan` unless said */
  numberKind?: SupplyPoint['numberKind']
  address: string
  postcode: string
  gspGroup?: string
  sourceRef?: string
  /** True for everything that isn't a live home */
  demo?: boolean
}

/** Adds a supply point of electricity or gas. Throws `conflict` when its number or its source reference is here already. */
export async function addSupplyPoint(input: NewSupplyPoint): Promise<SupplyPoint> {
  const { address, postcode, gspGroup = null, sourceRef = null, demo = false, numberKind = 'mpan' } = input
  const point = {
    id: newId('supplyPoint'),
    mpan: numberKind === 'mpan' ? parseMpan(input.mpan) : parseMprn(input.mpan),
    numberKind,
    fuel: numberKind === 'mpan' ? ('electricity' as const) : ('gas' as const),
    address,
    postcode,
    gspGroup,
    sourceRef,
    demo,
  }
  const key = await insertSupplyPoint(point)
  if (key === undefined)
    throw new AppError('conflict', 'supply-point-exists', 'This supply point is here already.')
  return { ...point, key }
}
