import { AppError } from '#lib/core/index.ts'
import { describeGrant } from './describe-grant.ts'
import type { GrantedDetail } from './request.ts'
import { findGrant } from './store.ts'

/** A grant as its recipient may see it. */
export interface Grant {
  detail: GrantedDetail
  createdAt: Date
  /** When the terms last changed */
  updatedAt: Date
  endsAt: Date
}

/** The grant of this product that bears this id. Throws `not_found` for one that is over or anybody else's. */
export async function showGrant(product: { productId: string }, arrangementId: string): Promise<Grant> {
  const found = await findGrant(arrangementId, product.productId)
  if (!found) throw new AppError('not_found', 'no-such-grant', 'There is no such grant, or it is over.')
  return {
    detail: describeGrant(found),
    createdAt: found.arrangement.createdAt,
    updatedAt: found.decidedAt,
    endsAt: found.endsAt,
  }
}
