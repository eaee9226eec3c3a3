import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listen } from '#lib/ops/listen.ts'

/**
 * What all servers do alike: listen on this machine only, tell the parent where, and say what CPU they have used.
 * What the parent hands over otherwise goes to `keep`.
 */
export async function serve(
  listener: RequestListener,
  keep?: (things: never) => Promise<unknown>,
): Promise<void> {
  const server = await listen(listener, 0, '127.0.0.1')
  process.on('message', async (message) => {
    if (message !== 'cpu') await keep?.(message as never)
    process.send?.(process.cpuUsage())
  })
  process.once('disconnect', () => process.exit(0))
  process.send?.({ port: (server.address() as AddressInfo).port })
}
