import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { env } from '#lib/env.ts'
import { isPublic, publicLookup } from './public-address.ts'
import type { WebhookHeaders } from './sign-webhook.ts'

const LONGEST_MS = 15_000

/** What came of sending. `gone`: the receiver wants nothing more at this address (410). */
export type Outcome = { kind: 'told' } | { kind: 'gone' } | { kind: 'failed'; retryAfterMs: number }

const failed = (retryAfterMs = 0): Outcome => ({ kind: 'failed', retryAfterMs })

/**
 * POSTs a signed message. Only to public addresses over https at its usual port, except in the demo, whose recipients
 * live on this machine; redirects are not followed, and of the answer nothing but its status counts.
 */
export function sendWebhook(uri: string, headers: WebhookHeaders, body: string): Promise<Outcome> {
  const url = URL.parse(uri)
  const demo = env().mode === 'demo'
  if (!url || !(demo || mayCall(url))) return Promise.resolve(failed())
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const sent = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(LONGEST_MS),
      agent: false,
      ...(!demo && { lookup: publicLookup }),
    })
    sent.on('response', (response) => {
      resolve(outcomeOf(response.statusCode ?? 0, response.headers['retry-after']))
      response.destroy()
    })
    sent.on('error', () => resolve(failed()))
    sent.end(body)
  })
}

/** An address in figures is never looked up, so it is checked here. */
export function mayCall({ protocol, port, hostname, username, password }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const figures = host !== hostname || /^[0-9.]+$/.test(host)
  return protocol === 'https:' && port === '' && !username && !password && (!figures || isPublic(host))
}

function outcomeOf(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { kind: 'told' }
  if (status === 410) return { kind: 'gone' }
  const waits = [429, 502, 503, 504].includes(status)
  return failed(waits && retryAfter && /^[0-9]{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0)
}
