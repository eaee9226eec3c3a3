import { nowMs } from '#lib/core/index.ts'
import { settlementDateOf } from '#lib/energy/index.ts'
import type { Purpose, SoftwareProduct } from '#lib/register/index.ts'
import { type AmendAction, amendRequest } from './amend-request.ts'
import type { Standing } from './find-standing.ts'
import { type ConsentRequest, parseConsentRequest } from './request.ts'
import { historyInPast } from './rules/history-in-past.ts'
import { periodWithinLimit } from './rules/period-within-limit.ts'
import { recipientMayAsk } from './rules/recipient-may-ask.ts'

/** A request that broke no rule, with its purpose as the register approved it. */
export interface CheckedRequest {
  request: ConsentRequest
  purpose: Purpose
}

/** Parses what a recipient asks for and applies every rule, to what a change would add up to if it asks for one. */
export function checkRequest(
  detail: unknown,
  product: SoftwareProduct,
  amending?: { action: AmendAction; standing: Standing },
): CheckedRequest {
  const asked = parseConsentRequest(detail)
  const request = amending ? amendRequest(amending.action, asked, amending.standing) : asked
  const today = settlementDateOf(nowMs())
  historyInPast(request.history.from, today)
  periodWithinLimit(request.access.until, today)
  return { request, purpose: recipientMayAsk(request, product) }
}
