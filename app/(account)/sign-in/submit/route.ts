import { z } from 'zod'
import { signInBrowser } from '#lib/auth/current-session.ts'
import { safeReturn, verifyCredentials } from '#lib/auth/index.ts'
import { formRoute } from '#lib/http/index.ts'

const form = z.object({
  email: z.string().max(254),
  password: z.string().max(1024),
  next: z.string().max(512).optional(),
  again: z.string().max(3).optional(),
})

const home = { consumer: '/connections', regulator: '/regulator/ledger', operator: '/' }

/** Signs in with a password and goes where the person was heading. */
export const POST = formRoute(form, async ({ data }) => {
  const account = data && (await verifyCredentials(data.email, data.password))
  const next = safeReturn(data?.next, '/connections')
  if (!account)
    return `/sign-in?${data?.again ? 'again&' : ''}problem=mismatch&next=${encodeURIComponent(next)}`
  await signInBrowser(account.id)
  return account.role === 'consumer'
    ? next
    : safeReturn(next.startsWith('/regulator') ? next : undefined, home[account.role])
})
