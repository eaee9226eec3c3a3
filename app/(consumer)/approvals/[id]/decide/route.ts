import { currentConsumer } from '#lib/auth/current-session.ts'
import { proposeConsent, tooDetailed, unanswered } from '#lib/consent/index.ts'
import { AppError } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'
import {
  allowWaiting,
  isOver,
  mustSignInAgain,
  readWaitingRequest,
  refuseWaiting,
  rejectWaiting,
} from '#lib/oidc/interaction.ts'
import { askAgain, decisionForm, lookAgain } from '../../../../_question/answers.ts'

const done = (outcome: string) => `/approvals/done?outcome=${outcome}`

/** The consumer's decision about a request that waits. Sending it twice decides once. */
export const POST = formRoute(decisionForm, async ({ data }, params: { id: string }) => {
  const id = encodeURIComponent(params.id)
  const path = `/approvals/${id}`
  const actor = await currentConsumer()
  if (!actor) return `/sign-in?next=${path}`
  const request = await readWaitingRequest(actor, id)
  if (!data || !request) return done('over')
  const { decision, ...choices } = data
  try {
    if (decision === 'refuse') return done(await refuseWaiting(actor, id))
    if (mustSignInAgain(request, actor)) return `/sign-in?again&next=${path}`
    const { offer, homes } = await proposeConsent(actor, request)
    if (unanswered(offer, choices).length > 0 || tooDetailed(homes, choices).length > 0)
      return askAgain(path, choices)
    return done(await allowWaiting(actor, id, choices))
  } catch (error) {
    if (error instanceof AppError && error.reason === 'changed-meanwhile') return lookAgain(path)
    if (isOver(error)) return done(await rejectWaiting(actor, id, error))
    throw error
  }
})
