import type { AccessToken, Client, ClientCredentials, RefreshToken } from 'oidc-provider'
import { revokeConsent } from '#lib/consent/index.ts'
import { assert } from '#lib/core/index.ts'
import { findProductByClientId } from '#lib/register/index.ts'
import { arrangementOf } from './arrangement-of.ts'

type Token = AccessToken | ClientCredentials | RefreshToken

/**
 * Token revocation (RFC 7009). The library would end every token of the grant with any of them, and leave the
 * consent standing; so what a revocation does is done here, and it is told to do nothing more.
 */
export const revocation = {
  revocation: {
    enabled: true,
    allowedPolicy: async (_ctx: unknown, client: Client, token: Token): Promise<boolean> => {
      if (token.clientId === client.clientId) await end(client, token)
      return false
    },
  },
} as const

/** An access token ends alone. Without a refresh token nothing is left to the recipient: it gives the consent up. */
async function end(client: Client, token: Token): Promise<void> {
  if (token.kind !== 'RefreshToken') return token.destroy()
  const [arrangement, product] = [arrangementOf(token), await findProductByClientId(client.clientId)]
  assert(arrangement && product, 'a refresh token belongs to an arrangement and a product')
  await revokeConsent({ kind: 'participant', participantId: product.participant.id }, arrangement)
}
