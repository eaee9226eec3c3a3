import type { MiddlewareHandler } from 'hono'
import { revokeConsent, showGrant } from '#lib/consent/index.ts'
import { AppError, type ArrangementId, isId } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { recogniseProduct } from '#lib/register/index.ts'
import { askingOf } from './asking-of.ts'
import { authenticate } from './authenticate.ts'
import type { ApiContext, ApiEnv } from './context.ts'

// The grants' endpoint (Grant Management for OAuth 2.0, section 6). No consumer is asked here, so no data opens.

/** A step that lets a product through with a token of its own, made for this endpoint with this scope. */
export const authenticateProduct =
  (scope: 'grant_management_query' | 'grant_management_revoke'): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const holder = await authenticate(askingOf(c))
    c.set('product', await recogniseProduct(holder, `${env().issuer}/oauth/grants`, scope))
    await next()
    c.res.headers.set('cache-control', 'no-store')
  }

/** GET: what the grant holds now. */
export async function readGrant(c: ApiContext): Promise<Response> {
  const grant = await showGrant(c.get('product'), grantIdOf(c))
  return c.json({
    scopes: [{ scope: 'openid' }, { scope: 'energy:read', resource: [`${env().issuer}/energy/v1`] }],
    authorization_details: [grant.detail],
    created_at: grant.createdAt.toISOString(),
    last_updated_at: grant.updatedAt.toISOString(),
    expires_at: grant.endsAt.toISOString(),
  })
}

/** DELETE: the recipient gives the grant up, and its tokens are over with the answer. */
export async function revokeGrant(c: ApiContext): Promise<Response> {
  const { productId, participantId } = c.get('product')
  const id = grantIdOf(c)
  await showGrant({ productId }, id)
  await revokeConsent({ kind: 'participant', participantId }, id)
  return c.body(null, 204)
}

function grantIdOf(c: ApiContext): ArrangementId {
  const id = c.req.param('id')
  if (isId('arrangement', id)) return id
  throw new AppError('not_found', 'no-such-grant', 'There is no such grant, or it is over.')
}
