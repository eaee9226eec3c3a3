import { parseCookie } from 'cookie'
import { decode, encode, type JWT } from 'next-auth/jwt'
import { isId, newId, nowMs } from '#lib/core/index.ts'
import { secrets } from '#lib/keys/index.ts'
import { portalCookie } from './cookie.ts'
import type { SignInMethod } from './sign-in-method.ts'
import { endSessionRow, findLiveSession, insertSession, type PortalSession } from './store.ts'

/** How long a sign-in lasts, in seconds. */
export const sessionMaxAge = 12 * 60 * 60

/** The secret that session cookies are sealed with now. */
export const sessionSecret = async (): Promise<string> => toText((await secrets('portal-session'))[0])

const toText = (secret: Buffer): string => secret.toString('base64url')

export const sessionCookie = () => portalCookie('session')

/** Opens a session row for an account and returns the claims of its token. */
export async function openSession(
  accountId: string,
  userAgent: string,
  method: SignInMethod,
): Promise<{ sub: string; sid: string }> {
  const sid = newId('session')
  const expiresAt = new Date(nowMs() + sessionMaxAge * 1000)
  await insertSession({ id: sid, accountId, userAgent: userAgent.slice(0, 200), method, expiresAt })
  return { sub: accountId, sid }
}

/** The encrypted cookie value that next-auth reads. */
export const sealSession = async (claims: { sub: string; sid: string }): Promise<string> =>
  encode({ token: claims, secret: await sessionSecret(), maxAge: sessionMaxAge })

/** The claims in a cookie value, or null when none of our secrets sealed it: the last one is accepted too. */
export async function openSealed(token: string): Promise<JWT | null> {
  for (const secret of await secrets('portal-session')) {
    const claims = await decode({ token, secret: toText(secret) }).catch(() => null)
    if (claims) return claims
  }
  return null
}

/** The live session behind a cookie value. The row decides, not the token: ending the row ends the session. */
export async function readSession(cookie: string | undefined): Promise<PortalSession | undefined> {
  if (!cookie) return undefined
  const claims = await openSealed(cookie)
  return isId('session', claims?.sid) ? findLiveSession(claims.sid) : undefined
}

/** The live session behind a request's Cookie header. */
export const readSessionFromHeader = (header: string | undefined): Promise<PortalSession | undefined> =>
  readSession(parseCookie(header ?? '')[sessionCookie().name])

export const endSession = endSessionRow
