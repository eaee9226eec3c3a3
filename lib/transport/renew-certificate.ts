import type { Server } from 'node:https'
import { type Repeating, repeat } from '#lib/core/index.ts'
import { type TlsFiles, tlsOptions } from './tls-options.ts'

const EVERY_MS = 60_000

/**
 * Looks at the files each minute and takes a renewed certificate into use: new connections get it, those that are
 * open stay. A pair that can't be used goes to `onError`, and the one in use is kept.
 */
export function startRenewing(
  servers: readonly Pick<Server, 'setSecureContext'>[],
  files: TlsFiles,
  onError: (error: unknown) => void,
  everyMs = EVERY_MS,
): Repeating {
  let inUse: unknown
  async function renew(): Promise<void> {
    const options = tlsOptions(files)
    const pair = `${options.cert}${options.key}`
    if (pair === inUse) return
    for (const server of servers) server.setSecureContext(options)
    inUse = pair
  }
  return repeat(renew, everyMs, onError)
}
