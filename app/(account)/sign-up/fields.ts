import { cookies } from 'next/headers'
import { z } from 'zod'
import { portalCookie } from '#lib/auth/cookie.ts'
import { personName } from '#lib/auth/index.ts'

/** The form of signing up. */
export const signUpForm = z.object({
  name: personName,
  email: z.string().trim().max(254).pipe(z.email()),
  next: z.string().max(512).optional(),
})

/** What is wrong with a field, in the words of the page. */
export const faults = {
  name: 'Enter your name, as you write it',
  email: 'Enter an email address, such as name@example.com',
  links: 'Too many emails were asked for. Wait an hour, then try again.',
}

const SECONDS = 5 * 60

/** Keeps what was typed for a form that comes back, in this browser alone: it is nothing for an address. */
export async function keepTyped(typed: { name: string; email: string }): Promise<void> {
  const { name, options } = portalCookie('sign-up')
  const jar = await cookies()
  jar.set(name, JSON.stringify(typed), { ...options, maxAge: SECONDS })
}

const kept = z.object({ name: z.string(), email: z.string() })

export async function readTyped(): Promise<{ name: string; email: string } | undefined> {
  const value = (await cookies()).get(portalCookie('sign-up').name)?.value
  try {
    return value ? kept.parse(JSON.parse(value)) : undefined
  } catch {
    return undefined
  }
}
