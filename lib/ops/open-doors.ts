import type { RequestListener } from 'node:http'
import { Server as TlsServer } from 'node:https'
import type { Env } from '../env.ts'
import { admitRequest, askForCertificates, startRenewing, tlsOptions } from '../transport/index.ts'
import type { Lifecycle } from './lifecycle.ts'
import { drain, listen } from './listen.ts'
import { reportError } from './report-error.ts'

export interface Doors {
  /** Everything, for everybody */
  front: RequestListener
  /** What clients with certificates use, on a port of its own: no browser is asked for a certificate */
  clients: RequestListener
}

/** Opens the doors, over TLS where there is a certificate. Who is inside when they close gets `patienceMs`. */
export async function openDoors(
  { start }: Pick<Lifecycle, 'start'>,
  { host, port, tls, mtls }: Pick<Env, 'host' | 'port' | 'tls' | 'mtls'>,
  { front, clients }: Doors,
  patienceMs: number,
) {
  const options = tls && tlsOptions(tls)
  const open = (listener: RequestListener, at: number, more = {}) =>
    start(
      () => listen(admitRequest(listener), at, host, options && { ...options, ...more }),
      (server) => drain(server, patienceMs),
    )
  const servers = [await open(front, port)]
  if (mtls?.port !== undefined) servers.push(await open(clients, mtls.port, askForCertificates))
  if (!tls) return
  await start(
    () =>
      startRenewing(
        servers.filter((server) => server instanceof TlsServer),
        tls,
        reportError('renewing the certificate'),
      ),
    (renewing) => renewing.stop(),
  )
}
