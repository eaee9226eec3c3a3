import type { OperatorActor } from '#lib/core/index.ts'
import { type Difference, productDifferences } from './details/compare-details.ts'
import type { SoftwareProduct } from './participant.ts'
import type { RegisterHistory } from './show-participant.ts'
import { findEvents, findProduct } from './store.ts'

export interface ShownProduct {
  product: SoftwareProduct
  /** What the register says of it, each with nothing before */
  details: Difference[]
  history: RegisterHistory
}

const LATEST = 50

/** All that an operator knows of a product; undefined when there is none such. */
export async function showProduct(_actor: OperatorActor, id: string): Promise<ShownProduct | undefined> {
  const product = await findProduct(id)
  return (
    product && {
      product,
      details: productDifferences(undefined, product),
      history: await findEvents({ productId: id }, LATEST),
    }
  )
}
