import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, type ServerOptions, type Server as TlsServer } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'

/** No caller, slow or hostile, holds on to a connection for longer than these. */
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  // Longer than the usual minute of a proxy in front, so that never we are the one to hang up on it.
  keepAliveTimeout: 65_000,
}

/** Opens a door, with TLS where there are options for it. */
export function listen(
  listener: RequestListener,
  port: number,
  host: string,
  tls?: ServerOptions,
): Promise<Server | TlsServer> {
  return new Promise((resolve, reject) => {
    const server = tls
      ? createTlsServer({ ...limits, handshakeTimeout: limits.headersTimeout, ...tls }, listener)
      : createServer(limits, listener)
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

/** Closes the door, answers who is inside already, and sends away who takes longer than `patienceMs`. */
export async function drain(server: Server | TlsServer, patienceMs: number): Promise<void> {
  const closed = new Promise<true>((resolve) => server.close(() => resolve(true)))
  for (let waited = 0; waited < patienceMs; waited += 50) {
    server.closeIdleConnections()
    if (await Promise.race([closed, sleep(50)])) return
  }
  server.closeAllConnections()
}
