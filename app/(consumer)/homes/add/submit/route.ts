import { currentConsumer } from '#lib/auth/current-session.ts'
import { formRoute } from '#lib/http/index.ts'
import { claimHome } from '#lib/occupancy/index.ts'
import { forgetDraft, saveDraft } from '#lib/register/index.ts'
import { homePost, parseHome } from '../home-input.ts'

/** Adds a home, or asks again with what was typed, which no address carries. */
export const POST = formRoute(homePost, async ({ data }) => {
  const actor = await currentConsumer()
  if (!actor) return '/sign-in?next=/homes/add'
  const typed = data ?? { postcode: '', number: '', movedIn: '' }
  const { home } = parseHome(typed)
  await saveDraft(actor, 'add-home', typed)
  if (!home) return '/homes/add?again'
  const outcome = await claimHome(actor, home)
  if ('fault' in outcome) return `/homes/add?again=${outcome.fault}`
  await forgetDraft(actor, 'add-home')
  return `/homes/${outcome.occupancyId}?added`
})
