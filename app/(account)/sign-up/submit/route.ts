import { headers } from 'next/headers'
import { z } from 'zod'
import { currentBrowserToken } from '#lib/auth/current-session.ts'
import { safeReturn, sendSignUpLink } from '#lib/auth/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { RateLimited, toldAddress } from '#lib/limits/index.ts'
import { noteCausedMail } from '../../mailbox/caused/caused-mail.ts'
import { keepTyped, signUpForm } from '../fields.ts'

/** Anything that fits into a form: what is wrong with it is told with the page. */
const form = z.object({
  name: z.string().max(500).default(''),
  email: z.string().max(500).default(''),
  next: z.string().max(512).optional(),
})

/** Sends a link that confirms the address. The answer is the same whether it is known here or not. */
export const POST = formRoute(form, async ({ data: typed }) => {
  const returnTo = safeReturn(typed?.next, '/connections')
  const back = (problems: string[]) =>
    `/sign-up?${new URLSearchParams([...problems.map((field) => ['problem', field]), ['next', returnTo]])}`
  if (!typed) return back(['name', 'email'])
  const { data, error } = signUpForm.safeParse(typed)
  if (!data) {
    await keepTyped(typed)
    return back([...new Set(error.issues.map(({ path }) => String(path[0])))])
  }
  try {
    const [address, browser] = [toldAddress(await headers()), await currentBrowserToken()]
    await noteCausedMail(
      await sendSignUpLink({ name: data.name, email: data.email, returnTo, address, browser }),
    )
    return '/link/sent'
  } catch (limited) {
    if (!(limited instanceof RateLimited)) throw limited
    await keepTyped(typed)
    return back(['links'])
  }
})
