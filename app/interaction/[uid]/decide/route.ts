import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { checkRequest, offerChoices, unanswered } from '#lib/consent/index.ts'
import { nowMs } from '#lib/core/index.ts'
import { settlementDateOf } from '#lib/energy/index.ts'
import { formRoute } from '#lib/http/index.ts'
import {
  allowRequest,
  currentBrowser,
  mustSignInAgain,
  readPendingRequest,
  refuseRequest,
} from '#lib/oidc/interaction.ts'
import { askAgain } from '../answers.ts'

const form = z.object({
  decision: z.enum(['allow', 'refuse']),
  supplyPoints: z.array(z.string().max(64)).max(20),
  usage: z.string().max(64).optional(),
  until: z.string().max(10).default(''),
})

/** The consumer's decision about one request. Sending it twice decides once. */
export const POST = formRoute(form, async ({ data }, { uid }: { uid: string }) => {
  const browser = await currentBrowser()
  const pending = await readPendingRequest(browser, uid)
  const actor = await currentConsumer()
  if (!actor) return `/sign-in?next=/interaction/${encodeURIComponent(uid)}`
  if (!data || pending?.prompt !== 'consent' || pending.accountId !== actor.accountId) return '/request-ended'
  if (data.decision === 'refuse') return refuseRequest(browser, actor, pending)
  if (mustSignInAgain(pending, actor)) return `/sign-in?again&next=/interaction/${encodeURIComponent(uid)}`
  const { request } = checkRequest(pending.detail, pending.product)
  const { decision: _, ...choices } = data
  const offer = offerChoices(request, settlementDateOf(nowMs()))
  if (unanswered(offer, choices).length > 0) return askAgain(uid, choices)
  return allowRequest(browser, actor, pending, choices)
})
