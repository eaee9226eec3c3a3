import { randomUUID } from 'node:crypto'
import { nowMs } from '#lib/core/index.ts'
import { signJwt } from '../client-key.ts'
import { signProof } from '../dpop.ts'
import type { Call } from '../load.ts'
import { issuer } from '../reads.ts'

/** A form as a client sends it: with `private_key_jwt` (RFC 7523), and a DPoP proof if asked for. */
export function formCall(
  path: string,
  client: string,
  form: Record<string, string>,
  { dpop = false } = {},
): Call {
  const body = new URLSearchParams({
    client_id: client,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion(client),
    ...form,
  })
  const proof = dpop && { dpop: signProof('POST', `${issuer}${path}`) }
  return {
    path,
    body: body.toString(),
    headers: {
      host: new URL(issuer).host,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.toString().length),
      ...proof,
    },
  }
}

function assertion(client: string): string {
  const iat = Math.floor(nowMs() / 1000)
  return signJwt({ iss: client, sub: client, aud: issuer, jti: randomUUID(), iat, exp: iat + 300 })
}
