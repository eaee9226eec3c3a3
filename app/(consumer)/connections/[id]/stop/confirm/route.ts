import { withdrawConsent } from '#lib/consent/index.ts'
import { deletionAnswer, deletionForm, ownRoute } from '../../../own-route.ts'

/** The consumer stops sharing. No second sign-in: it must never be harder than starting. */
export const POST = ownRoute('/stop', deletionForm, async (actor, id, form) => {
  await withdrawConsent(actor, id, deletionAnswer(form))
  return `/connections/${id}?stopped=1`
})
