import type { IncomingMessage, RequestListener } from 'node:http'
import { comesFromNamedHop } from '#lib/transport/index.ts'

/** Where the front door writes the caller's address for the pages, which see headers only. */
const HEADER = 'x-energyos-remote-address'

/** Who called: the other end of the connection, or whom a proxy that we trust names last. The one place that knows. */
export function remoteAddress(req: IncomingMessage): string {
  const named =
    comesFromNamedHop(req) &&
    String(req.headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim()
  return named || (req.socket.remoteAddress ?? '')
}

/** Wraps what serves the pages: tells them the caller's address, over whatever a caller may have claimed. */
export const tellAddress =
  (pages: RequestListener): RequestListener =>
  (req, res) => {
    req.headers[HEADER] = remoteAddress(req)
    return pages(req, res)
  }

/** The caller's address, as the front door told it. */
export const toldAddress = (headers: Headers): string => headers.get(HEADER) ?? ''

/**
 * What counts as one place: an IPv4 address, or the /64 of an IPv6 one, which is the least that anybody is given
 * (RFC 6177) and holds more addresses than could be counted.
 */
export function placeOf(address: string): string {
  const v4 = address.startsWith('::ffff:') ? address.slice(7) : address
  if (!v4.includes(':')) return v4
  const [head = '', tail] = (v4.split('%', 1)[0] ?? '').split('::')
  const [left, right] = [head.split(':').filter(Boolean), tail?.split(':').filter(Boolean) ?? []]
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16))
  return `${groups.map((group) => group.toString(16)).join(':')}::/64`
}
