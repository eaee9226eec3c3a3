import { z } from 'zod'
import { pauseConsent } from '#lib/consent/index.ts'
import { ownRoute } from '../../own-route.ts'

/** The consumer pauses a connection. */
export const POST = ownRoute('', z.object({}), async (actor, id) => {
  await pauseConsent(actor, id)
  return `/connections/${id}?paused=1`
})
