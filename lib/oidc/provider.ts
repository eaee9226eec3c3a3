import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import { nowMs, singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { amendAnswer } from './amend-answer.ts'
import { answerUnrouted } from './answer-unrouted.ts'
import { awaitProof } from './check-proof-times.ts'
import { configuration } from './configuration.ts'
import { aroundDeviceFlow } from './device-flow.ts'
import { publishAliases } from './endpoint-aliases.ts'

/** The one authorisation server of this process: server and Next pages share it. */
export const provider = singleton('provider', async () => {
  const created = new Provider(env().issuer, await configuration())
  // The address is what `admitRequest` states, whether TLS ends here or at a proxy.
  created.proxy = true
  created.use((ctx, next) => {
    ctx.state.arrivedAt = nowMs()
    return next()
  })
  created.use(answerUnrouted)
  created.use(awaitProof)
  created.use(amendAnswer)
  created.use(aroundDeviceFlow)
  created.use(publishAliases)
  created.on('server_error', (_ctx, error) =>
    console.error('authorisation server', error.name, error.message),
  )
  return created
})

/** The authorisation server as a `node:http` listener. */
export function oidcListener(): (req: IncomingMessage, res: ServerResponse) => void {
  const callback = provider().then((ready) => ready.callback())
  return (req, res) => {
    callback.then(
      (handle) => handle(req, res),
      (error) => {
        console.error('authorisation server', error)
        res.writeHead(503).end()
      },
    )
  }
}
