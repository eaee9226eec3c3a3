import { headers } from 'next/headers'
import { z } from 'zod'
import { currentBrowserToken } from '#lib/auth/current-session.ts'
import { safeReturn, sendSignInLink } from '#lib/auth/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { RateLimited, toldAddress } from '#lib/limits/index.ts'
import { noteCausedMail } from '../../mailbox/caused/caused-mail.ts'

const form = z.object({
  email: z.string().trim().max(500),
  next: z.string().max(512).optional(),
  again: z.string().max(3).optional(),
})

const isAddress = (text: string): boolean => z.email().max(254).safeParse(text).success

/** Sends a link to sign in. The answer is the same whether anybody has this address or not. */
export const POST = formRoute(form, async ({ data }) => {
  const returnTo = safeReturn(data?.next, '/connections')
  const back = (problem: string) =>
    `/sign-in?${data?.again ? 'again&' : ''}problem=${problem}&next=${encodeURIComponent(returnTo)}`
  if (!data || !isAddress(data.email)) return back('address')
  try {
    const [address, browser] = [toldAddress(await headers()), await currentBrowserToken()]
    await noteCausedMail(await sendSignInLink({ email: data.email, returnTo, address, browser }))
    return '/link/sent'
  } catch (limited) {
    if (!(limited instanceof RateLimited)) throw limited
    return back('links')
  }
})
