import { currentConsumer } from '#lib/auth/current-session.ts'
import { withdrawAll } from '#lib/consent/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { deletionAnswer, deletionForm } from '../../own-route.ts'

/** The consumer stops sharing with everybody. */
export const POST = formRoute(deletionForm, async (form) => {
  const actor = await currentConsumer()
  if (!actor) return '/sign-in?next=/connections/stop-all'
  await withdrawAll(actor, deletionAnswer(form))
  return '/connections?stopped=all'
})
