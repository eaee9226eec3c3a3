import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { TestFetch } from './browser.ts'
import { makeCertificate, type TestCertificate } from './certificate.ts'
import { playPages, type TestNode } from './node.ts'
import { tlsFetch } from './tls-fetch.ts'

export interface TlsNode extends TestNode {
  /** Where clients with certificates come in */
  alias: string
  /** Issues certificates that authenticate clients */
  authority: TestCertificate
  /** A fetch that trusts the node, with a client certificate if there is one */
  fetchWith(certificate?: Pick<TestCertificate, 'cert' | 'key'>): TestFetch
}

/** A node that speaks TLS at both of its doors, as `server.ts` opens them; pages are played by code. */
export async function startTlsNode(settings: Record<string, string> = {}): Promise<TlsNode> {
  await useTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'energyos-tls-'))
  const server = makeCertificate({ names: ['localhost', '127.0.0.1'] })
  const authority = makeCertificate({ subject: [[['CN', 'Test authority']]], ca: true })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const [port, clientsPort] = [await freePort(), await freePort()]
  const issuer = `https://localhost:${port}`
  Object.assign(process.env, {
    DATA_DIR: folder,
    PORT: String(port),
    ISSUER: issuer,
    TLS_CERT: write('cert.pem', server.cert),
    TLS_KEY: write('key.pem', server.key),
    MTLS_PORT: String(clientsPort),
    MTLS_CA: write('authority.pem', authority.cert),
    ...settings,
  })
  const fetchWith: TlsNode['fetchWith'] = (certificate) =>
    tlsFetch({ ca: server.cert, ...(certificate && { cert: certificate.cert, key: certificate.key }) })
  const { env } = await import('#lib/env.ts')
  const { openDoors } = await import('#lib/ops/open-doors.ts')
  const { listener, browse } = await playPages(issuer, fetchWith())
  const stops: (() => unknown)[] = []
  const start = async <T>(begin: () => T | Promise<T>, stop: (started: T) => unknown): Promise<T> => {
    const started = await begin()
    stops.unshift(() => stop(started))
    return started
  }
  await openDoors({ start }, env(), { front: listener, clients: listener }, 500)
  return {
    issuer,
    alias: `https://localhost:${clientsPort}`,
    authority,
    browse,
    fetchWith,
    close: async () => {
      for (const stop of stops) await stop()
      rmSync(folder, { recursive: true })
    },
  }
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
