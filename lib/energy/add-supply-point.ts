import { AppError, newId } from '#lib/core/index.ts'
import { parseMpan } from './mpan.ts'
import { insertSupplyPoint } from './store.ts'
import type { SupplyPoint } from './supply-point.ts'

export interface NewSupplyPoint {
  /** As typed; see `parseMpan` */
  mpan: string
  address: string
  postcode: string
  gspGroup?: string
  sourceRef?: string
  /** True for everything that isn't a live home */
  demo?: boolean
}

/** Adds a supply point. Throws `conflict` when its MPAN or its source reference is here already. */
export async function addSupplyPoint(input: NewSupplyPoint): Promise<SupplyPoint> {
  const { address, postcode, gspGroup = null, sourceRef = null, demo = false } = input
  const point = {
    id: newId('supplyPoint'),
    mpan: parseMpan(input.mpan),
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
