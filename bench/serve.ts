import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listen } from '#lib/ops/listen.ts'

/** What both servers do alike: listen on this machine only, tell the parent where, and say what CPU they have used. */
export async function serve(listener: RequestListener): Promise<void> {
  const server = await listen(listener, 0, '127.0.0.1')
  process.on('message', () => process.send?.(process.cpuUsage()))
  process.once('disconnect', () => process.exit(0))
  process.send?.({ port: (server.address() as AddressInfo).port })
}
