import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { findLogo } from '../details/store.ts'
import { type Form, publishRegister } from './publish-register.ts'

const LOGO = /^\/register\/logos\/([0-9a-f]{64})\.png$/

/** What is answered, apart from the body. */
interface Answer {
  form: Form
  type: string
  cacheControl: string
}

/**
 * The register for programs, open to every origin: `GET /register.json`, the same signed at `/register.jwt`, and the logos
 * that it names at `/register/logos/{sha256}.png`.
 */
export const registerListener = (): RequestListener => (request, response) => {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('x-content-type-options', 'nosniff')
  // Whatever is served here is never a page with scripts, however a browser came to it.
  response.setHeader('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
  serve(request, response).catch(() => refuse(response, 503, 'The register can’t be read right now.'))
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return refuse(response, 405, 'The register is read with GET.')
  }
  const [path = ''] = (request.url ?? '').split('?', 1)
  const answer = await find(path)
  return answer ? send(request, response, answer) : refuse(response, 404, 'There is nothing here.')
}

async function find(path: string): Promise<Answer | undefined> {
  const cacheControl = 'public, max-age=60'
  if (path === '/register.json') {
    return { form: (await publishRegister()).json, type: 'application/json', cacheControl }
  }
  if (path === '/register.jwt') {
    return { form: (await publishRegister()).jwt, type: 'application/register+jwt', cacheControl }
  }
  return findPicture(LOGO.exec(path)?.[1])
}

async function findPicture(hash: string | undefined): Promise<Answer | undefined> {
  const png = hash && (await findLogo(hash))
  if (!png) return undefined
  const body = Buffer.from(png)
  // Named by its hash, so it never changes. A PNG is compressed already.
  const form = { body, gzipped: undefined, etag: `"${hash}"` }
  return { form, type: 'image/png', cacheControl: 'public, max-age=31536000, immutable' }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { form, type, cacheControl }: Answer,
): void {
  const { body, gzipped, etag } = form
  const headers = { etag, 'cache-control': cacheControl, ...(gzipped && { vary: 'accept-encoding' }) }
  if (knows(request.headers['if-none-match'], etag)) return void response.writeHead(304, headers).end()
  const zip = gzipped && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const sent = zip ? gzipped : body
  response.writeHead(200, {
    ...headers,
    'content-type': type,
    'content-length': sent.length,
    ...(zip && { 'content-encoding': 'gzip' }),
  })
  response.end(sent)
}

/** Whether the reader has this version (RFC 9110 13.1.2: compared weakly). */
function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag))
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${message}\n`)
}
