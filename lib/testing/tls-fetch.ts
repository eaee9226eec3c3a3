import { type RequestOptions, request } from 'node:https'
import type { TestFetch } from './browser.ts'

/** A `fetch` with what it trusts and, perhaps, a client certificate. Follows no redirect, and any header may be set. */
export const tlsFetch =
  (tls: Pick<RequestOptions, 'ca' | 'cert' | 'key'>): TestFetch =>
  (url, { method = 'GET', headers, body }) =>
    new Promise((resolve, reject) => {
      const asking = request(url, { ...tls, method, headers, agent: false }, async (answer) => {
        const chunks = await answer.toArray()
        const told = new Headers()
        for (let i = 0; i < answer.rawHeaders.length; i += 2)
          told.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '')
        const status = answer.statusCode ?? 0
        resolve(new Response(status === 204 ? null : Buffer.concat(chunks), { status, headers: told }))
      })
      asking.once('error', reject)
      asking.end(body === undefined || body === null ? undefined : String(body))
    })
