import { z } from 'zod'
import { eraseAccount, mustSignInToErase } from '#lib/account/index.ts'
import { currentConsumer, signOutBrowser } from '#lib/auth/current-session.ts'
import { formRoute } from '#lib/http/index.ts'
import { currentBrowser, endProviderSession } from '#lib/oidc/interaction.ts'

/** Erases the signed-in consumer, and signs this browser out. */
export const POST = formRoute(z.object({}), async () => {
  const actor = await currentConsumer()
  if (!actor) return '/sign-in?next=/account/delete'
  if (mustSignInToErase(actor)) return '/sign-in?again&next=/account/delete'
  await endProviderSession(await currentBrowser())
  await eraseAccount(actor)
  await signOutBrowser()
  return '/account/delete/done'
})
