import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { placeOf, RateLimited, remoteAddress, takeTurn } from '#lib/limits/index.ts'
import { findResource, type Resource } from './find-resource.ts'
import { ledgerSigner, type SignerSource } from './signer.ts'

const compress = promisify(gzip)
const PREFIX = '/log/'

/**
 * The ledger's public read side: `GET /log/checkpoint`, `/log/vkey`, `/log/tile/...`. Open to every origin, so
 * that a browser anywhere can verify it; everything but the checkpoint and the key can be cached for ever.
 */
export const ledgerListener =
  (signer: SignerSource = ledgerSigner): RequestListener =>
  (request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('x-content-type-options', 'nosniff')
    serve(request, response, signer).catch((error) => explain(response, error))
  }

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  signer: SignerSource,
): Promise<void> {
  takeTurn('address at ledger', placeOf(remoteAddress(request)))
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return refuse(response, 405, 'The ledger is read with GET.')
  }
  const [path = ''] = (request.url ?? '').split('?', 1)
  const found = path.startsWith(PREFIX) ? await findResource(path.slice(PREFIX.length), signer) : undefined
  if (!found) return refuse(response, 404, 'There is nothing here, or not yet.')
  await send(request, response, found)
}

async function send(request: IncomingMessage, response: ServerResponse, resource: Resource): Promise<void> {
  const zip = resource.compress && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = zip ? await compress(resource.body) : resource.body
  response.writeHead(200, {
    'content-type': resource.type,
    'cache-control': resource.cacheControl,
    'content-length': body.length,
    ...(resource.compress ? { vary: 'accept-encoding' } : {}),
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
  })
  response.end(body)
}

/** A page of another origin reads no header that isn't named to it, and it must see how long to wait. */
function explain(response: ServerResponse, error: unknown): void {
  if (error instanceof RateLimited) {
    response.setHeader('retry-after', error.retryAfter)
    response.setHeader('access-control-expose-headers', 'retry-after')
    refuse(response, 429, error.message)
  } else refuse(response, 503, 'The ledger can’t be read right now.')
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${message}\n`)
}
