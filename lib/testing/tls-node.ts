import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { TestFetch } from './browser.ts'
import { makeCertificate, type TestCertificate } from './certificate.ts'
import { playPages, type TestNode } from './node.ts'
import { tlsFetch } from './tls-fetch.ts'
import { openProxy } from './tls-proxy.ts'

export interface TlsNode extends Omit<TestNode, 'received'> {
  /** Where clients with certificates come in */
  alias: string
  /** Issues certificates that authenticate clients */
  authority: TestCertificate
  /** A fetch that trusts the node, with a client certificate if there is one */
  fetchWith(certificate?: Pick<TestCertificate, 'cert' | 'key'>): TestFetch
}

type Where = 'in the process' | 'at a proxy'

/** A node whose TLS ends there, with both of its doors as `server.ts` opens them; pages are played by code. */
export async function startTlsNode(where: Where): Promise<TlsNode> {
  await useTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'energyos-tls-'))
  const server = makeCertificate({ names: ['localhost', '127.0.0.1'] })
  const authority = makeCertificate({ subject: [[['CN', 'Test authority']]], ca: true })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const [port, clientsPort, plainPort] = await Promise.all([freePort(), freePort(), freePort()])
  const [issuer, alias] = [`https://localhost:${port}`, `https://localhost:${clientsPort}`]
  const settings = {
    'in the process': {
      PORT: port,
      TLS_CERT: write('cert.pem', server.cert),
      TLS_KEY: write('key.pem', server.key),
      MTLS_PORT: clientsPort,
    },
    'at a proxy': { PORT: plainPort, MTLS_ORIGIN: alias, TRUSTED_PROXIES: '127.0.0.1' },
  }
  const shared = { DATA_DIR: folder, ISSUER: issuer, MTLS_CA: write('authority.pem', authority.cert) }
  Object.assign(process.env, shared, settings[where])

  const fetchWith: TlsNode['fetchWith'] = (certificate) =>
    tlsFetch({ ca: server.cert, ...(certificate && { cert: certificate.cert, key: certificate.key }) })
  const { listener, browse } = await playPages(issuer, { fetcher: fetchWith() })
  const stops = await openAll(listener)
  if (where === 'at a proxy') {
    stops.push(await openProxy({ server, port, target: plainPort, asks: false }))
    stops.push(await openProxy({ server, port: clientsPort, target: plainPort, asks: true }))
  }
  return {
    issuer,
    alias,
    authority,
    second: undefined,
    browse,
    fetchWith,
    close: async () => {
      for (const stop of stops.toReversed()) await stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Opens the doors that the settings want; returns what closes them, in the order in which they were opened. */
async function openAll(listener: Awaited<ReturnType<typeof playPages>>['listener']) {
  const { env } = await import('#lib/env.ts')
  const { openDoors } = await import('#lib/ops/open-doors.ts')
  const stops: (() => unknown)[] = []
  const start = async <T>(begin: () => T | Promise<T>, stop: (started: T) => unknown): Promise<T> => {
    const started = await begin()
    stops.push(() => stop(started))
    return started
  }
  await openDoors({ start }, env(), { front: listener, clients: listener }, 500)
  return stops
}

/** A port that nobody listens at. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
