import { z } from 'zod'
import { signOutBrowser } from '#lib/auth/current-session.ts'
import { formRoute } from '#lib/http/index.ts'
import {
  currentBrowser,
  endProviderSession,
  forgetLogoutRequest,
  readLogoutRequest,
} from '#lib/oidc/interaction.ts'

const form = z.object({ request: z.string().max(64), answer: z.enum(['leave', 'stay']) })

/** The answer to an app that asks to sign the consumer out. Either way the browser goes back to where it came from. */
export const POST = formRoute(form, async ({ data }) => {
  const browser = await currentBrowser()
  const asked = await readLogoutRequest(browser)
  if (!data || !asked || asked.secret !== data.request) return '/sign-out/asked'
  if (data.answer === 'stay') {
    await forgetLogoutRequest(browser)
    return asked.returnTo ?? '/connections'
  }
  await signOutBrowser()
  await endProviderSession(browser)
  return asked.returnTo ?? '/'
})
