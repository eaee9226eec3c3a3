import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

/** Larger than any request of ours: a form may have 32 KiB. oidc-provider reads this many (lib/shared/selective_body.js). */
const MOST_BYTES = 56 * 1024

/** How long somebody who sends on after the answer gets to read it. */
const PATIENCE_MS = 1_000

const DETAIL = `A request body has at most ${MOST_BYTES / 1024} KiB.`

/** OAuth endpoints answer in OAuth's words (RFC 6749 5.2), the others with a problem document (RFC 9457). */
const refusals = {
  oauth: { type: 'application/json', body: { error: 'invalid_request', error_description: DETAIL } },
  other: {
    type: 'application/problem+json',
    body: {
      type: '/problems/body-too-large',
      title: 'The request is too large',
      status: 413,
      detail: DETAIL,
      code: 'body-too-large',
    },
  },
}

/**
 * Wraps a listener: a body that says it is too large, or turns out to be, is refused with 413 (RFC 9110 15.5.14), and
 * whoever goes on sending after the answer is cut off. What Content-Length promises, Node itself holds the body to.
 */
export function limitBody(listener: RequestListener, group: string): RequestListener {
  const refusal = group === 'oauth' ? refusals.oauth : refusals.other
  return (req, res) => {
    const { 'content-length': length, 'transfer-encoding': coding } = req.headers
    if (coding === undefined && (length === undefined || length === '0')) return listener(req, res)
    res.once('finish', () => cutOff(req))
    if (Number(length) > MOST_BYTES) return refuse(res, refusal)
    if (coding !== undefined) countBytes(req, () => refuse(res, refusal))
    return listener(req, res)
  }
}

/** Looks at each chunk as it arrives; reading the stream here would take it away from who serves the request. */
function countBytes(req: IncomingMessage, onTooMany: () => void): void {
  const { push } = req
  let received = 0
  req.push = (chunk: Buffer | null, encoding) => {
    const before = received
    received += chunk?.length ?? 0
    if (received <= MOST_BYTES) return push.call(req, chunk, encoding)
    if (before <= MOST_BYTES) onTooMany()
    return false
  }
}

function refuse(res: ServerResponse, { type, body }: (typeof refusals)['oauth' | 'other']): void {
  if (res.headersSent) return void res.destroy()
  res.writeHead(413, { 'content-type': type, 'cache-control': 'no-store', connection: 'close' })
  res.end(JSON.stringify(body))
}

/** Not at once: a connection that is closed while something arrives on it may take the answer along (RFC 9112 9.6). */
function cutOff(req: IncomingMessage): void {
  if (req.complete) return
  setTimeout(() => req.complete || req.socket.destroy(), PATIENCE_MS).unref()
}
