import { env } from '#lib/env.ts'

/** Far more than a key set needs, in bytes. */
const MOST_BYTES = 64 * 1024

/** How much of an answer the provider reads. The library gives each request 2.5 seconds. */
export const responseLimits = { jwks_uri: MOST_BYTES, sector_identifier_uri: MOST_BYTES }

/** A request that the provider makes itself to an address of somebody else, such as back-channel logout. */
export const fetchOutside: typeof fetch = (input, init) => fetch(input, guarded(init))

/**
 * The library's dispatcher keeps requests away from private addresses (SSRF). Without it nothing goes out, except
 * in the demo, whose recipients live on this machine.
 */
function guarded(init: RequestInit & { dispatcher?: unknown } = {}): RequestInit {
  if (env().mode === 'demo') return { ...init, dispatcher: undefined } as RequestInit
  if (!init.dispatcher) throw new Error('Outgoing requests are not guarded against private addresses.')
  return init
}
