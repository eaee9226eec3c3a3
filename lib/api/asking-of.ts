import { clientCertificate, originOf } from '#lib/transport/index.ts'
import type { Asking } from './authenticate.ts'
import type { ApiContext } from './context.ts'

/** What a request brings to say who asks. Its address is the published one, whatever Host header or proxy it came with (RFC 9449 4.3). */
export function askingOf(c: ApiContext): Asking {
  const { incoming } = c.env
  return {
    headers: c.req.raw.headers,
    method: c.req.method,
    url: originOf(incoming) + c.req.path,
    certificate: () => clientCertificate(incoming),
  }
}
