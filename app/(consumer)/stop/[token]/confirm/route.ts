import { z } from 'zod'
import { stopByLink } from '#lib/consent/index.ts'
import { formRoute } from '#lib/http/index.ts'

/** Stops what the link of a mail names. It needs no sign-in, since it can do nothing else. */
export const POST = formRoute(z.object({}), async (_form, { token }: { token: string }) => {
  await stopByLink(token)
  return `/stop/${encodeURIComponent(token)}`
})
