import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { moveOut } from '#lib/tenancy/index.ts'

const form = z.object({
  lastDay: z.string().max(64).default(''),
  connections: z.string().max(16).default(''),
})

/** The faults of the form that the page explains. */
const explained = ['occupancy-order', 'move-out-too-far', 'date-out-of-range']

/** The consumer says when they move out. */
export const POST = formRoute(form, async ({ data }, { id }: { id: string }) => {
  const actor = await currentConsumer()
  const page = `/homes/${encodeURIComponent(id)}/move-out`
  if (!actor) return `/sign-in?next=${page}`
  if (!isId('occupancy', id))
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  const lastDay = z.iso.date().safeParse(data?.lastDay).data
  const connections = z.enum(['with-move', 'now', 'none']).safeParse(data?.connections).data
  const answers = new URLSearchParams({ day: lastDay ?? '', connections: connections ?? '' })
  if (!lastDay || !connections) return `${page}?again=missing&${answers}`
  try {
    await moveOut(actor, { occupancyId: id, lastDay, stopNow: connections === 'now' })
    return `/homes/${id}?moved`
  } catch (error) {
    if (!(error instanceof AppError && explained.includes(error.reason))) throw error
    return `${page}?again=${error.reason}&${answers}`
  }
})
