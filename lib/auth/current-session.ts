import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { ConsumerActor } from '#lib/core/index.ts'
import {
  endSession,
  openSession,
  readSession,
  sealSession,
  sessionCookie,
  sessionMaxAge,
} from './session-token.ts'
import type { PortalSession, Role } from './store.ts'

/** The signed-in session of this request, read once per render. */
export const currentSession = cache(async (): Promise<PortalSession | undefined> => {
  const jar = await cookies()
  return readSession(jar.get(sessionCookie().name)?.value)
})

/** The signed-in consumer, or undefined. For routes, where a redirect of Next's would repeat the form (307). */
export async function currentConsumer(): Promise<(ConsumerActor & { signedInAt: Date }) | undefined> {
  const session = await currentSession()
  if (session?.account.role !== 'consumer') return undefined
  return { kind: 'consumer', accountId: session.account.id, signedInAt: session.createdAt }
}

/** The signed-in consumer, or off to the sign-in page and back to `returnTo` afterwards. */
export async function requireConsumer(
  returnTo: string,
): Promise<ConsumerActor & { name: string; signedInAt: Date }> {
  const { account, createdAt } = await requireRole('consumer', returnTo)
  return { kind: 'consumer', accountId: account.id, name: account.name, signedInAt: createdAt }
}

/** The signed-in regulator, or off to the sign-in page. */
export async function requireRegulator(returnTo: string): Promise<PortalSession> {
  return requireRole('regulator', returnTo)
}

async function requireRole(role: Role, returnTo: string): Promise<PortalSession> {
  const session = await currentSession()
  if (session?.account.role !== role) redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`)
  return session
}

/** Signs this browser in as an account whose credentials were verified; its earlier session ends. Only in a server action. */
export async function signInBrowser(accountId: string): Promise<void> {
  const before = await currentSession()
  if (before) await endSession(before.id)
  const userAgent = (await headers()).get('user-agent') ?? 'unknown'
  const cookie = sessionCookie()
  const value = await sealSession(await openSession(accountId, userAgent))
  const jar = await cookies()
  jar.set(cookie.name, value, { ...cookie.options, maxAge: sessionMaxAge })
}

/** Signs this browser out: ends the row, then drops the cookie. Only in a server action. */
export async function signOutBrowser(): Promise<void> {
  const session = await currentSession()
  if (session) await endSession(session.id)
  const jar = await cookies()
  jar.delete(sessionCookie().name)
}
