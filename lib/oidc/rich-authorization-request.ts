import { type AuthorizationDetail, type Client, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { checkRequest, ENERGY_DATA, findStanding } from '#lib/consent/index.ts'
import { AppError } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { findProductByClientId, type SoftwareProduct } from '#lib/register/index.ts'
import { InvalidGrantId, readAmendment } from './grant-management.ts'

/** Rich authorisation requests (RFC 9396): one type, checked by the rules of `lib/consent` when it is pushed. */
export const richAuthorizationRequests = {
  enabled: true as const,
  types: { [ENERGY_DATA]: { validate } },
  authorizationDetailsForGrantSource: (ctx: KoaContextWithOIDC) => ctx.oidc.grant?.rar,
  authorizationDetailsForAccessToken: (_ctx: unknown, _token: unknown, source: Granted | undefined) =>
    source?.rar,
  authorizationDetailsForIntrospection: (_ctx: unknown, token: Granted) => token.rar,
}

/** Where the JSON Schemas of each type are (a metadata member of our own; RFC 9396 section 10 has none for it). */
export const detailSchemas = () => ({
  energyos_authorization_details_schemas: {
    [ENERGY_DATA]: {
      request: `${env().issuer}/schemas/energy-data-v1.request.json`,
      granted: `${env().issuer}/schemas/energy-data-v1.granted.json`,
    },
  },
})

type Granted = { rar?: AuthorizationDetail[] | undefined }

async function validate(ctx: KoaContextWithOIDC, detail: AuthorizationDetail, client: Client): Promise<void> {
  const { authorization_details: asked, grant_type: grantType } = ctx.oidc.params ?? {}
  if (grantType === 'client_credentials')
    throw new errors.InvalidAuthorizationDetails('no consumer is asked with this grant type')
  if (typeof asked === 'string' && JSON.parse(asked).length > 1) {
    throw new errors.InvalidAuthorizationDetails('one element per request: each is a consent of its own')
  }
  const product = await findProductByClientId(client.clientId)
  if (!product) throw new errors.InvalidClient('client is not in the register')
  try {
    await check(ctx, detail, product)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'gone') throw new InvalidGrantId()
    throw new errors.InvalidAuthorizationDetails(error.message)
  }
}

async function check({ oidc }: KoaContextWithOIDC, detail: unknown, product: SoftwareProduct): Promise<void> {
  const amends = readAmendment(oidc.params)
  const standing = amends && (await findStanding(amends.arrangementId, product))
  checkRequest(detail, product, amends && standing && { action: amends.action, standing })
}
