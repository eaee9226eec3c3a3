import { headers } from 'next/headers'
import { z } from 'zod'
import { safeReturn, sendSignInLink } from '#lib/auth/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { RateLimited, toldAddress } from '#lib/limits/index.ts'
import { noteCausedMail } from '../../mailbox/caused/caused-mail.ts'

const form = z.object({
  email: z.string().trim().max(254).pipe(z.email()),
  next: z.string().max(512).optional(),
  again: z.string().max(3).optional(),
})

/** Sends a link to sign in. The answer is the same whether anybody has this address or not. */
export const POST = formRoute(form, async ({ data }) => {
  if (!data) return '/sign-in?problem=address'
  const returnTo = safeReturn(data.next, '/connections')
  try {
    const address = toldAddress(await headers())
    await noteCausedMail(await sendSignInLink({ email: data.email, returnTo, address }))
    return '/link/sent'
  } catch (limited) {
    if (!(limited instanceof RateLimited)) throw limited
    return `/sign-in?${data.again ? 'again&' : ''}problem=links&next=${encodeURIComponent(returnTo)}`
  }
})
