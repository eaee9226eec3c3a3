import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { type AccountId, type ConsumerActor, nowMs, type OperatorActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { meetBrowser } from './browser/meet-browser.ts'
import { portalCookie } from './cookie.ts'
import { isFresh } from './fresh.ts'
import { CHALLENGE_SECONDS } from './passkey/challenge.ts'
import { randomToken } from './random-token.ts'
import {
  endSession,
  openSession,
  readSession,
  sealSession,
  sessionCookie,
  sessionMaxAge,
} from './session-token.ts'
import type { SignInMethod } from './sign-in-method.ts'
import { type PortalSession, type Role, touchSession } from './store.ts'

/** The signed-in session of this request, read once per render. */
export const currentSession = cache(async (): Promise<PortalSession | undefined> => {
  const jar = await cookies()
  const session = await readSession(jar.get(sessionCookie().name)?.value)
  if (session && session.lastSeenAt.getTime() < nowMs() - SEEN_MS) await touchSession(session.id)
  return session
})

/** How exactly a session says when it was last seen. */
const SEEN_MS = 5 * 60 * 1000

/** A signed-in consumer, with when and how they signed in. */
export type SignedInConsumer = ConsumerActor & { name: string; signedInAt: Date; method: SignInMethod }

const toConsumer = ({ account, createdAt, method }: PortalSession): SignedInConsumer => ({
  kind: 'consumer',
  accountId: account.id,
  name: account.name,
  signedInAt: createdAt,
  method,
})

/** The signed-in consumer, or undefined. For routes, where a redirect of Next's would repeat the form (307). */
export async function currentConsumer(): Promise<SignedInConsumer | undefined> {
  const session = await currentSession()
  return session?.account.role === 'consumer' ? toConsumer(session) : undefined
}

/** The signed-in consumer, or off to the sign-in page and back to `returnTo` afterwards. */
export async function requireConsumer(returnTo: string): Promise<SignedInConsumer> {
  return toConsumer(await requireRole('consumer', returnTo))
}

/** The signed-in regulator, or off to the sign-in page. */
export async function requireRegulator(returnTo: string): Promise<PortalSession> {
  return requireRole('regulator', returnTo)
}

/** The signed-in operator, or undefined. For routes. */
export async function currentOperator(): Promise<OperatorActor | undefined> {
  const account = (await currentSession())?.account
  return account?.role === 'operator' ? { kind: 'operator', accountId: account.id } : undefined
}

/** The signed-in operator, or off to the sign-in page. */
export async function requireOperator(returnTo: string): Promise<OperatorActor> {
  const { account } = await requireRole('operator', returnTo)
  return { kind: 'operator', accountId: account.id }
}

async function requireRole(role: Role, returnTo: string): Promise<PortalSession> {
  const session = await currentSession()
  if (session?.account.role !== role) redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`)
  return session
}

/** Somebody signed in, in whichever role, or off to the sign-in page. */
export async function requireSession(returnTo: string): Promise<PortalSession> {
  return (await currentSession()) ?? redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`)
}

/** The same, signed in just now, or off to sign in again. */
export async function requireFreshSession(returnTo: string): Promise<PortalSession> {
  const session = await requireSession(returnTo)
  if (!isFresh(session.createdAt)) redirect(`/sign-in?again&next=${encodeURIComponent(returnTo)}`)
  return session
}

/**
 * Signs this browser in as an account that showed who it is; its earlier session ends. Who was never here before gets a
 * mail that says so, unless the account is new itself. Only where cookies can be set.
 */
export async function signInBrowser(
  accountId: AccountId,
  method: SignInMethod,
  { newAccount = false } = {},
): Promise<void> {
  const before = await currentSession()
  const opened = await openSessionHere(accountId, method, newAccount)
  if (before) await endSession(before.id)
  const cookie = sessionCookie()
  const jar = await cookies()
  jar.set(cookie.name, await sealSession(opened), { ...cookie.options, maxAge: sessionMaxAge })
}

/** Opens a session for this browser, and says by mail if it is a strange one. */
export async function openSessionHere(accountId: AccountId, method: SignInMethod, newAccount = false) {
  const userAgent = (await headers()).get('user-agent') ?? 'unknown'
  const browser = await keepToken('browser', BROWSER_SECONDS)
  return withTransaction(async () => {
    await meetBrowser({ accountId, browser, userAgent, newAccount })
    return openSession(accountId, userAgent, method)
  })
}

/** As long as browsers keep a cookie. */
const BROWSER_SECONDS = 400 * 24 * 60 * 60

/** The random token by which this browser is known here, made if it has none. */
async function keepToken(name: string, maxAge: number): Promise<string> {
  const cookie = portalCookie(name)
  const jar = await cookies()
  const token = jar.get(cookie.name)?.value ?? randomToken()
  jar.set(cookie.name, token, { ...cookie.options, maxAge })
  return token
}

/** The token of a browser from which somebody has signed in. */
export const currentBrowserToken = async (): Promise<string | undefined> =>
  (await cookies()).get(portalCookie('browser').name)?.value

/** The token that binds passkey challenges to this browser. */
export const challengeToken = (): Promise<string> => keepToken('passkey', CHALLENGE_SECONDS)

/** Signs this browser out: ends the row, then drops the cookie. Only in a server action. */
export async function signOutBrowser(): Promise<void> {
  const session = await currentSession()
  if (session) await endSession(session.id)
  const jar = await cookies()
  jar.delete(sessionCookie().name)
}
