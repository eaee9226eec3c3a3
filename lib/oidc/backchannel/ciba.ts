import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { findAskable } from '#lib/consent/index.ts'
import { findProductByClientId } from '#lib/register/index.ts'

/** Plain words and nothing that could be followed or run; it stands on the recipient's screen and on ours. */
const BINDING_MESSAGE = /^[A-Za-z0-9][A-Za-z0-9 -]{2,19}$/

/**
 * Backchannel requests (OpenID CIBA Core 1.0, poll): a recipient asks a consumer who is elsewhere, and the consumer
 * decides at the portal when they next look. The hint is the id of an earlier connection of the same product: opaque,
 * unguessable and known to nobody else, so that it can't be used to find out who is here.
 */
export const ciba = {
  enabled: true as const,
  deliveryModes: ['poll'] as const,
  processLoginHint: findAsked,
  // An unknown user, as every other hint that we can't follow.
  processLoginHintToken: () => undefined,
  validateBindingMessage,
  validateRequestContext: requireDetail,
  // The last question before the request is stored; there are no user codes here.
  verifyUserCode: keepRequestObject,
  // Nobody is rung up: the request waits on the portal, where it is compared and decided.
  triggerAuthenticationDevice: () => undefined,
}

async function findAsked(ctx: KoaContextWithOIDC, hint?: string): Promise<string | undefined> {
  const product = await findProductByClientId(ctx.oidc.client?.clientId ?? '')
  return product && hint ? findAskable(hint, product) : undefined
}

function validateBindingMessage(_ctx: KoaContextWithOIDC, message?: string): void {
  if (!message || !BINDING_MESSAGE.test(message))
    throw new errors.InvalidBindingMessage('binding_message: 3 to 20 letters, digits, spaces or dashes')
}

function requireDetail(ctx: KoaContextWithOIDC): void {
  if (!ctx.oidc.params?.authorization_details)
    throw new errors.InvalidRequest(
      'authorization_details is missing: it says what the consumer is asked for',
    )
}

/** The library drops a signed request (RFC 9101) once it has read it; as evidence it stays with what it asked. */
function keepRequestObject(ctx: KoaContextWithOIDC): void {
  if (ctx.oidc.body?.request) Object.assign(ctx.oidc.params ?? {}, { request: ctx.oidc.body.request })
}

/** The library names no interval; without one it is 5 seconds (CIBA Core 7.3), and saying so helps who reads it. */
export function sayInterval(ctx: KoaContextWithOIDC): void {
  const body = ctx.body as { auth_req_id?: string } | undefined
  if (body?.auth_req_id) Object.assign(body, { interval: 5 })
}
