import { currentConsumer } from '#lib/auth/current-session.ts'
import { proposeConsent, tooDetailed, unanswered } from '#lib/consent/index.ts'
import { AppError } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'
import {
  allowRequest,
  currentBrowser,
  isOver,
  mustSignInAgain,
  readPendingRequest,
  refuseRequest,
  rejectRequest,
} from '#lib/oidc/interaction.ts'
import { askAgain, decisionForm, lookAgain } from '../../../_question/answers.ts'

/** The consumer's decision about one request. Sending it twice decides once. */
export const POST = formRoute(decisionForm, async ({ data }, { uid }: { uid: string }) => {
  const browser = await currentBrowser()
  const pending = await readPendingRequest(browser, uid)
  const actor = await currentConsumer()
  if (!actor) return `/sign-in?next=/interaction/${encodeURIComponent(uid)}`
  if (!data || pending?.prompt !== 'consent' || pending.accountId !== actor.accountId) return '/request-ended'
  if (data.decision === 'refuse') return refuseRequest(browser, actor, pending)
  if (mustSignInAgain(pending, actor)) return `/sign-in?again&next=/interaction/${encodeURIComponent(uid)}`
  const { decision: _, ...choices } = data
  try {
    const { offer, homes } = await proposeConsent(actor, pending)
    if (unanswered(offer, choices).length > 0 || tooDetailed(homes, choices).length > 0)
      return askAgain(`/interaction/${uid}`, choices)
    return await allowRequest(browser, actor, pending, choices)
  } catch (error) {
    if (error instanceof AppError && error.reason === 'changed-meanwhile')
      return lookAgain(`/interaction/${uid}`)
    if (isOver(error)) return rejectRequest(browser, error)
    throw error
  }
})
