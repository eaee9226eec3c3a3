import type { IncomingMessage, RequestListener } from 'node:http'
import { env } from '#lib/env.ts'
import { comesFromNamedHop } from './named-hop.ts'
import { originOf } from './origin-of.ts'

/** What a proxy says about the caller (RFC 7239, RFC 9440, and custom). */
const ofProxies = /^(forwarded|x-forwarded-.+|x-real-ip|client-cert|client-cert-chain)$/i

/**
 * Wraps all that is served: whoever reads a request further in may believe its address and what proxies say. A
 * stranger's claims end here (RFC 9700 section 4.13). Browsers that came by https never come without again (RFC 6797,
 * FAPI 2.0 Security Profile 5.2.3); but for the demo, since other programs of this machine share its host name.
 */
export const admitRequest =
  (listener: RequestListener): RequestListener =>
  (req, res) => {
    if (!comesFromNamedHop(req)) dropClaims(req)
    stateAddress(req)
    if (env().mode === 'production' && env().issuer.startsWith('https:'))
      res.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains')
    return listener(req, res)
  }

function dropClaims(req: IncomingMessage): void {
  for (const name of Object.keys(req.headers)) if (ofProxies.test(name)) delete req.headers[name]
  // Name and value by turns; some listeners read these.
  req.rawHeaders = req.rawHeaders.filter((_, i, all) => !ofProxies.test(all[i - (i % 2)] ?? ''))
}

/** The address as we publish it: neither Host nor a proxy makes another one. */
function stateAddress(req: IncomingMessage): void {
  const { host, protocol } = new URL(originOf(req))
  const stated = { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) }
  Object.assign(req.headers, stated)
}
