import { env } from '#lib/env.ts'

/** Far more than a key set needs, in bytes. */
const MOST_BYTES = 64 * 1024

/** Requests that the provider makes itself, such as back-channel logout; the library gives each 2.5 seconds. */
export const outgoing = {
  fetch: (url: string | URL | Request, options?: RequestInit) => fetch(url, guarded(options)),
  fetchResponseBodyLimits: { jwks_uri: MOST_BYTES, sector_identifier_uri: MOST_BYTES },
}

/**
 * The library's dispatcher keeps requests away from private addresses (SSRF). Without it nothing goes out, except
 * in the demo, whose recipients live on this machine.
 */
function guarded(options: RequestInit & { dispatcher?: unknown } = {}): RequestInit {
  if (env().mode === 'demo') return { ...options, dispatcher: undefined } as RequestInit
  if (!options.dispatcher) throw new Error('Outgoing requests are not guarded against private addresses.')
  return options
}
