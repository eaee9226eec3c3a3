import { interactionPolicy } from 'oidc-provider'
import { readSessionFromHeader } from '#lib/auth/index.ts'

const { Check, base } = interactionPolicy

/**
 * When the consumer has to act. The portal's session is the authority on who is signed in; the provider's own
 * session only mirrors it, so signing out or in as somebody else at the portal asks again here.
 */
export function policy() {
  const prompts = base()
  const sameAsPortal = new Check(
    'portal_session_differs',
    'End-User is not signed in at the portal',
    async (ctx) => {
      const session = await readSessionFromHeader(ctx.req.headers.cookie)
      const same = session?.account.role === 'consumer' && session.account.id === ctx.oidc.session?.accountId
      return same ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
    },
  )
  prompts.get('login')?.checks.add(sameAsPortal, 0)
  return prompts
}
