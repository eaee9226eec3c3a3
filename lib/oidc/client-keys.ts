import { createHash } from 'node:crypto'
import { findProductByClientId, type SoftwareProduct } from '#lib/register/index.ts'
import { fetchOutside } from './outgoing.ts'

/**
 * A client's keys and sector stand in the register. For some grant types the library knows no other way than to be
 * told their addresses, so they get some that never leave this process: `.invalid` can't resolve (RFC 2606).
 */
const REGISTER = 'https://register.invalid'

/** The sector of a pairwise subject (OIDC Core 8.1): the product itself, however many hosts it redirects to. */
export const sectorAddress = ({ clientId }: SoftwareProduct): string =>
  `${REGISTER}/sector/${encodeURIComponent(clientId)}`

/** Where the library finds the keys. New keys are another address, so none is held on to. */
export function keysAddress({ clientId, jwks }: SoftwareProduct): string {
  const version = createHash('sha256').update(JSON.stringify(jwks)).digest('base64url')
  return `${REGISTER}/keys/${encodeURIComponent(clientId)}?${version}`
}

/** What the library fetches: keys from the register, and anything else from its address. */
export async function fetchForProvider(...request: Parameters<typeof fetch>): Promise<Response> {
  const { origin, pathname } = new URL(String(request[0]))
  if (origin !== REGISTER) return fetchOutside(...request)
  const [, , clientId = ''] = pathname.split('/')
  const product = await findProductByClientId(decodeURIComponent(clientId))
  return product ? Response.json(product.jwks) : new Response(null, { status: 404 })
}
