import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { stayHome } from '#lib/tenancy/index.ts'

/** The consumer says that they still live there (T3). */
export const POST = formRoute(z.object({}), async (_form, { id }: { id: string }) => {
  const actor = await currentConsumer()
  if (!actor) return `/sign-in?next=/homes/${encodeURIComponent(id)}`
  if (!isId('occupancy', id))
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  return `/homes/${id}?still=${await stayHome(actor, id)}`
})
