import type { RequestListener } from 'node:http'
import { registerKeys } from '../register-keys.ts'

/** `GET /register/jwks.json`: the keys that our register signs with, for who pins them or checks by them. */
export const registerKeysListener =
  (onError: (error: unknown) => void): RequestListener =>
  (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    registerKeys().then(
      (keys) =>
        response
          .writeHead(200, {
            'content-type': 'application/jwk-set+json',
            'cache-control': 'public, max-age=300',
            'access-control-allow-origin': '*',
            'x-content-type-options': 'nosniff',
          })
          .end(JSON.stringify(keys)),
      (error) => {
        onError(error)
        response.writeHead(503).end()
      },
    )
  }
