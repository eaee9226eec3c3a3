import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { formRoute } from '#lib/http/index.ts'
import { allowRequest, currentBrowser, readPendingRequest, refuseRequest } from '#lib/oidc/interaction.ts'

const form = z.object({
  decision: z.enum(['allow', 'refuse']),
  supplyPoints: z.array(z.string().max(64)).max(20),
  usage: z.string().max(64).optional(),
  until: z.string().max(10).optional(),
})

type Form = z.infer<typeof form>

/** The consumer's decision about one request. Sending it twice decides once. */
export const POST = formRoute(form, async ({ data }, { uid }: { uid: string }) => {
  const browser = await currentBrowser()
  const pending = await readPendingRequest(browser, uid)
  const actor = await currentConsumer()
  if (!actor) return `/sign-in?next=/interaction/${encodeURIComponent(uid)}`
  if (!data || pending?.prompt !== 'consent' || pending.accountId !== actor.accountId) return '/request-ended'
  if (data.decision === 'refuse') return refuseRequest(browser, actor, pending)
  const problem = missing(data)
  if (problem)
    return `/interaction/${uid}?${new URLSearchParams({ problem, usage: data.usage ?? '', until: data.until ?? '' })}`
  return allowRequest(browser, actor, pending, {
    supplyPoints: data.supplyPoints,
    usage: data.usage,
    until: data.until ?? '',
  })
})

/** The first question without an answer, by the name of its field. */
const missing = (data: Form): keyof Form | undefined =>
  data.supplyPoints.length === 0
    ? 'supplyPoints'
    : data.usage === undefined
      ? 'usage'
      : data.until
        ? undefined
        : 'until'
