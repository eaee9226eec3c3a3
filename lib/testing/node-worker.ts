// One more process of a test's node: an authorisation server over the same database, under the same ISSUER and operator
// key. Tells its port to whoever forked it, and moves its clock by as many milliseconds as it is sent.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { env } from '#lib/env.ts'
import { oidcListener } from '#lib/oidc/index.ts'

const listener = oidcListener()
const server = createServer((req, res) => {
  // As a proxy passes it on: proofs name the issuer, not this process.
  req.headers.host = new URL(env().issuer).host
  return listener(req, res)
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))

process.on('message', (offsetMs) => {
  testingOnlyMoveClock(Number(offsetMs))
  process.send?.({ moved: offsetMs })
})
process.once('disconnect', () => process.exit(0))
