import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { isMethod, proveHome } from '#lib/occupancy/index.ts'

const form = z.object({
  reading: z.string().max(64).default(''),
  first: z.string().max(64).default(''),
  code: z.string().max(64).default(''),
  assertion: z.string().max(8192).default(''),
})

/** The consumer shows that they live there; what came of it goes into the address, what was typed does not. */
export const POST = formRoute(form, async ({ data }, { id, method }: { id: string; method: string }) => {
  const actor = await currentConsumer()
  const page = `/homes/${encodeURIComponent(id)}/prove/${encodeURIComponent(method)}`
  if (!actor) return `/sign-in?next=${page}`
  if (!isId('occupancy', id) || !isMethod(method))
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  if (!data) return `${page}?again=not-readable`
  const outcome = await proveHome(actor, { occupancyId: id, method, given: data })
  return outcome.accepted ? `/homes/${id}?proved` : `${page}?again=${outcome.reason}`
})
