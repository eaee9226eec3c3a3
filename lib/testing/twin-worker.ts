// A second process of the node under test, over the same database; for twin-process.ts, which started it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { giveConsent } from '#lib/consent/index.ts'
import { nodeListener } from './listeners.ts'

const server = createServer(await nodeListener())
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', async (given: Parameters<typeof giveConsent>) =>
  process.send?.((await giveConsent(...given)).arrangementId),
)
process.once('disconnect', () => process.exit(0))
