import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { withdrawConsent } from '#lib/consent/index.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'

/** The consumer stops sharing. No second sign-in: it must never be harder than starting. */
export const POST = formRoute(z.object({}), async (_form, { id }: { id: string }) => {
  const actor = await currentConsumer()
  if (!actor) return `/sign-in?next=/connections/${encodeURIComponent(id)}/stop`
  if (!isId('arrangement', id))
    throw new AppError('not_found', 'no-such-connection', 'There is no such connection.')
  await withdrawConsent(actor, id)
  return `/connections/${id}?stopped=1`
})
