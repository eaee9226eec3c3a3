import { request } from 'node:http'
import { createServer } from 'node:https'
import { TLSSocket } from 'node:tls'
import type { TestCertificate } from './certificate.ts'

interface Proxied {
  server: TestCertificate
  port: number
  /** Where it passes requests on to, in plain HTTP */
  target: number
  /** Whether it asks for certificates, and says so in Client-Cert (RFC 9440) instead of what the caller says there */
  asks: boolean
}

/** A proxy that ends TLS, and passes on what it is sent. Resolves to what closes it. */
export function openProxy({ server: { cert, key }, port, target, asks }: Proxied): Promise<() => void> {
  const proxy = createServer({ cert, key, requestCert: asks, rejectUnauthorized: false }, (req, res) => {
    const shown = req.socket instanceof TLSSocket ? req.socket.getPeerX509Certificate() : undefined
    const claim = asks ? { 'client-cert': shown ? `:${shown.raw.toString('base64')}:` : '' } : {}
    const { method, url: path } = req
    const options = { host: '127.0.0.1', port: target, method, path, headers: { ...req.headers, ...claim } }
    const passed = request(options, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(res)
    })
    passed.once('error', () => res.destroy())
    req.pipe(passed)
  })
  return new Promise((resolve) =>
    proxy.listen(port, '127.0.0.1', () =>
      resolve(() => {
        proxy.close()
        proxy.closeAllConnections()
      }),
    ),
  )
}
