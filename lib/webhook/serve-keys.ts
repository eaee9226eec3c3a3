import type { RequestListener } from 'node:http'
import { signingKeys } from '#lib/keys/index.ts'

/** `GET /webhooks/jwks.json`: the public keys that webhooks are signed with, the present one first. */
export const webhookKeysListener =
  (onError: (error: unknown) => void): RequestListener =>
  (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    signingKeys('webhook').then(
      (keys) =>
        response
          .writeHead(200, {
            'content-type': 'application/jwk-set+json',
            'cache-control': 'public, max-age=300',
            'access-control-allow-origin': '*',
            'x-content-type-options': 'nosniff',
          })
          .end(
            JSON.stringify({
              keys: keys.map(({ id, publicJwk }) => ({ ...publicJwk, kid: id, use: 'sig' })),
            }),
          ),
      (error) => {
        onError(error)
        response.writeHead(503).end()
      },
    )
  }
