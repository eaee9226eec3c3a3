import { parseCookie } from 'cookie'
import { decode, encode } from 'next-auth/jwt'
import { isId, newId, nowMs } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { deriveSecret } from '#lib/keys/index.ts'
import { endSessionRow, findLiveSession, insertSession, type PortalSession } from './store.ts'

/** How long a sign-in lasts, in seconds. */
export const sessionMaxAge = 12 * 60 * 60

export const sessionSecret = (): string => deriveSecret('portal-session').toString('base64url')

/** Attributes of the portal's session cookie; `__Host-` wherever we are on https. */
export function sessionCookie() {
  const secure = env().issuer.startsWith('https:')
  return {
    name: secure ? '__Host-energyos-session' : 'energyos-session',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  }
}

/** Opens a session row for an account and returns the claims of its token. */
export async function openSession(
  accountId: string,
  userAgent: string,
): Promise<{ sub: string; sid: string }> {
  const sid = newId('session')
  const expiresAt = new Date(nowMs() + sessionMaxAge * 1000)
  await insertSession({ id: sid, accountId, userAgent: userAgent.slice(0, 200), expiresAt })
  return { sub: accountId, sid }
}

/** The encrypted cookie value that next-auth reads. */
export const sealSession = (claims: { sub: string; sid: string }): Promise<string> =>
  encode({ token: claims, secret: sessionSecret(), maxAge: sessionMaxAge })

/** The live session behind a cookie value. The row decides, not the token: ending the row ends the session. */
export async function readSession(cookie: string | undefined): Promise<PortalSession | undefined> {
  if (!cookie) return undefined
  const claims = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null)
  return isId('session', claims?.sid) ? findLiveSession(claims.sid) : undefined
}

/** The live session behind a request's Cookie header. */
export const readSessionFromHeader = (header: string | undefined): Promise<PortalSession | undefined> =>
  readSession(parseCookie(header ?? '')[sessionCookie().name])

export const endSession = endSessionRow
