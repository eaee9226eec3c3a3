import { z } from 'zod'
import { signInBrowser } from '#lib/auth/current-session.ts'
import { followLink } from '#lib/auth/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { currentBrowser, endOtherProviderSessions } from '#lib/oidc/interaction.ts'

const form = z.object({
  token: z.string().max(64),
  end: z.array(z.enum(['methods', 'sessions'])).max(2),
})

/** The button on a link's page: signs up, signs in or recovers, and goes where the person was heading. */
export const POST = formRoute(form, async ({ data }) => {
  const end = data?.end ?? []
  const ending = { methods: end.includes('methods'), sessions: end.includes('sessions') }
  const used = data && (await followLink(data.token, ending))
  if (!used) return '/link/used'
  const { leadsTo, accountId, returnTo } = used
  await signInBrowser(accountId, 'link', { newAccount: leadsTo === 'sign-up' })
  if (leadsTo === 'recovery' && ending.sessions)
    await endOtherProviderSessions(await currentBrowser(), accountId)
  if (leadsTo === 'sign-in') return returnTo
  return `/sign-up/method?next=${encodeURIComponent(returnTo)}`
})
