import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { queueLetter } from '#lib/occupancy/index.ts'

/** The consumer asks for a letter. */
export const POST = formRoute(z.object({}), async (_form, { id }: { id: string }) => {
  const actor = await currentConsumer()
  const page = `/homes/${encodeURIComponent(id)}/prove/letter`
  if (!actor) return `/sign-in?next=${page}`
  if (!isId('occupancy', id))
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  try {
    await queueLetter(actor, id)
    return `${page}?sent`
  } catch (error) {
    if (error instanceof AppError && error.reason === 'too-many-letters') return `${page}?again=letters`
    throw error
  }
})
