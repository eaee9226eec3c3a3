import { z } from 'zod'
import { resumeConsent } from '#lib/consent/index.ts'
import { ownRoute } from '../../own-route.ts'

/** The consumer lets a paused connection go on, as it was agreed. */
export const POST = ownRoute('', z.object({}), async (actor, id) => {
  await resumeConsent(actor, id)
  return `/connections/${id}?resumed=1`
})
