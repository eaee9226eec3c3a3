import { createHash, X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { env } from '#lib/env.ts'
import { comesFromNamedHop } from './named-hop.ts'
import { originOf } from './origin-of.ts'

/** One byte sequence of structured fields (RFC 9440 section 2.1): base64 between colons. */
const BYTES = /^:([A-Za-z0-9+/]+={0,2}):$/

/**
 * The certificate whose key the caller proved in the TLS handshake: with us, or with a named proxy that says so in
 * `Client-Cert` (RFC 9440) at the alias, where it asks for certificates. A proxy's own certificate is never the
 * caller's. Nothing is said here about who issued it.
 */
export function clientCertificate(req: IncomingMessage): X509Certificate | undefined {
  if (!comesFromNamedHop(req)) return certificateOf(req.socket)
  return originOf(req) === env().mtls?.origin ? parseHeader(req.headers['client-cert']) : undefined
}

/** SHA-256 of the whole certificate, base64url: `x5t#S256` (RFC 8705 section 3.1). */
export const thumbprintOf = ({ raw }: X509Certificate): string =>
  createHash('sha256').update(raw).digest('base64url')

const certificateOf = (socket: Socket): X509Certificate | undefined =>
  socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined

function parseHeader(value: string | string[] | undefined): X509Certificate | undefined {
  const base64 = BYTES.exec(String(value))?.[1]
  if (!base64) return undefined
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    // Not a certificate: as good as none, so whoever needs one is refused.
    return undefined
  }
}
