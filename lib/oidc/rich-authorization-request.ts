import { type AuthorizationDetail, type Client, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { checkRequest, ENERGY_DATA } from '#lib/consent/index.ts'
import { AppError } from '#lib/core/index.ts'
import { findProductByClientId } from '#lib/register/index.ts'

/** Rich authorisation requests (RFC 9396): one type, checked by the rules of `lib/consent` when it is pushed. */
export const richAuthorizationRequests = {
  enabled: true as const,
  types: { [ENERGY_DATA]: { validate } },
  authorizationDetailsForGrantSource: (ctx: KoaContextWithOIDC) => ctx.oidc.grant?.rar,
  authorizationDetailsForAccessToken: (_ctx: unknown, _token: unknown, source: Granted | undefined) =>
    source?.rar,
  authorizationDetailsForIntrospection: (_ctx: unknown, token: Granted) => token.rar,
}

type Granted = { rar?: AuthorizationDetail[] | undefined }

async function validate(ctx: KoaContextWithOIDC, detail: AuthorizationDetail, client: Client): Promise<void> {
  const asked = ctx.oidc.params?.authorization_details
  if (typeof asked === 'string' && JSON.parse(asked).length > 1) {
    throw new errors.InvalidAuthorizationDetails('one element per request: each is a consent of its own')
  }
  const product = await findProductByClientId(client.clientId)
  if (!product) throw new errors.InvalidClient('client is not in the register')
  try {
    checkRequest(detail, product)
  } catch (error) {
    if (error instanceof AppError) throw new errors.InvalidAuthorizationDetails(error.message)
    throw error
  }
}
