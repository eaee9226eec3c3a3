import type { z } from 'zod'
import { currentSession } from '#lib/auth/current-session.ts'
import { isFresh, type PortalSession } from '#lib/auth/index.ts'
import { AppError } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'

/**
 * A form that changes how somebody signs in: `act` is called for who has signed in just now, and answers where to go; all
 * others sign in first, and come back to `page`.
 */
export function changeRoute<S extends z.ZodObject, P extends Record<string, string>>(
  schema: S,
  page: (params: P) => string,
  act: (session: PortalSession, data: z.output<S>, params: P) => Promise<string>,
) {
  return formRoute<S, P>(schema, async ({ data }, params) => {
    const session = await currentSession()
    const next = encodeURIComponent(page(params))
    if (!session) return `/sign-in?next=${next}`
    if (!isFresh(session.createdAt)) return `/sign-in?again&next=${next}`
    if (!data) throw new AppError('invalid', 'form-not-valid', 'That form was not filled in as it must be.')
    return act(session, data, params)
  })
}
