import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { placeOf, RateLimited, remoteAddress, takeTurn } from '#lib/limits/index.ts'

/** The words of RFC 6749 4.1.2.1 for "not now"; 429 and Retry-After say how long (RFC 6585 section 4). */
const ERROR = 'temporarily_unavailable'
const DESCRIPTION = 'Too many requests. Wait as long as Retry-After says.'

/** Counts each request of an address before anything is read of it, and registrations once more. */
export const limitAddresses =
  (listener: RequestListener): RequestListener =>
  (req, res) => {
    const place = placeOf(remoteAddress(req))
    try {
      takeTurn('address at authorisation server', place)
      if (req.method === 'POST' && req.url?.startsWith('/oauth/reg'))
        takeTurn('address at registration', place)
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error
      return refuse(req, res, error.retryAfter)
    }
    return listener(req, res)
  }

/** A browser shows a sentence, a program reads an OAuth error. */
function refuse(req: IncomingMessage, res: ServerResponse, retryAfter: number): void {
  const [type, body] = req.headers.accept?.includes('text/html')
    ? ['text/plain', 'Too many requests from your network. Wait a minute, then try again.']
    : ['application/json', JSON.stringify({ error: ERROR, error_description: DESCRIPTION })]
  res.writeHead(429, {
    'content-type': type,
    'cache-control': 'no-store',
    'retry-after': String(retryAfter),
  })
  res.end(body)
}

class TooManyRequests extends errors.CustomOIDCProviderError {
  constructor() {
    super(ERROR, DESCRIPTION)
    this.status = this.statusCode = 429
  }
}

/**
 * Counts a request of a client once its assertion or certificate has been verified: earlier, anybody could use up the share of
 * another.
 */
export function limitClient(ctx: KoaContextWithOIDC, client: Client): void {
  try {
    takeTurn('client at authorisation server', client.clientId)
  } catch (error) {
    if (!(error instanceof RateLimited)) throw error
    ctx.set('Retry-After', String(error.retryAfter))
    throw new TooManyRequests()
  }
}
