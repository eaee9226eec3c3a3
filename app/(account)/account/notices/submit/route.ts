import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { chooseSummary, summaryChoices } from '#lib/consent/index.ts'
import { formRoute } from '#lib/http/index.ts'

/** Saves how often somebody wants the summary. */
export const POST = formRoute(z.object({ summary: z.enum(summaryChoices) }), async ({ data }) => {
  const actor = await currentConsumer()
  if (!actor) return '/sign-in?next=/account/notices'
  if (!data) return '/account/notices'
  await chooseSummary(actor, data.summary)
  return '/account/notices?saved=1'
})
