import { cookies } from 'next/headers'
import { portalCookie } from '#lib/auth/cookie.ts'
import { isMailbox, type KeptMail, showCausedMail } from '#lib/mail/index.ts'

const SECONDS = 15 * 60

/** Lets this browser, and no other, read a message that it has caused: in a demo that sends none, how else would they get it? */
export async function noteCausedMail(id: string): Promise<void> {
  if (!isMailbox()) return
  const { name, options } = portalCookie('caused-mail')
  const jar = await cookies()
  jar.set(name, id, { ...options, maxAge: SECONDS })
}

/** The message that this browser has caused last. */
export async function readCausedMail(): Promise<KeptMail | undefined> {
  const id = (await cookies()).get(portalCookie('caused-mail').name)?.value
  return id && /^[0-9a-f-]{36}$/.test(id) ? showCausedMail(id) : undefined
}
