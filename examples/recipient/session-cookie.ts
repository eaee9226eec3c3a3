import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type Session, Sessions } from './sessions.ts'

/** Ties a browser to what we remember of it. Lax: the way back from the authorisation server must carry the cookie. */
export function browserSessions(baseUrl: string) {
  const sessions = new Sessions()
  const secure = baseUrl.startsWith('https:')
  const name = secure ? '__Host-brightly' : 'brightly'
  return {
    forgetGrant: (grantId: string): void => sessions.forgetGrant(grantId),

    find: (c: Context): Session | undefined => sessions.find(getCookie(c, name)),

    /** Keeps this instead of what was there, under a new id: one that somebody planted or saw earlier is worth nothing. */
    replace(c: Context, session: Session): void {
      sessions.close(getCookie(c, name))
      setCookie(c, name, sessions.open(session), { httpOnly: true, sameSite: 'Lax', path: '/', secure })
    },
  }
}
