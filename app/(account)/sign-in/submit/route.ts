import { headers } from 'next/headers'
import { z } from 'zod'
import { signInBrowser } from '#lib/auth/current-session.ts'
import { safeReturn, verifyCredentials } from '#lib/auth/index.ts'
import { AppError } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { toldAddress } from '#lib/limits/index.ts'
import { placeAfterSignIn } from '../place-after.ts'

const form = z.object({
  email: z.string().max(254),
  password: z.string().max(1024),
  next: z.string().max(512).optional(),
  again: z.string().max(3).optional(),
})

/** Signs in with a password and goes where the person was heading. */
export const POST = formRoute(form, async ({ data }) => {
  const next = safeReturn(data?.next, '/connections')
  const account = data && (await tryCredentials(data.email, data.password))
  if (!account || account === 'wait') {
    const again = data?.again ? 'again&' : ''
    return `/sign-in?${again}problem=${account ?? 'mismatch'}&next=${encodeURIComponent(next)}`
  }
  await signInBrowser(account.id, 'password')
  return placeAfterSignIn(account.role, next)
})

/** The account, undefined when they don't match, or `wait` after too many tries. */
async function tryCredentials(email: string, password: string) {
  try {
    return await verifyCredentials(email, password, toldAddress(await headers()))
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many') return 'wait'
    throw error
  }
}
