import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider, { type Configuration } from 'oidc-provider'
import { nowMs, singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { configuration } from './configuration.ts'
import { settleTrace } from './trace/current-trace.ts'

/** The one authorisation server of this process: server and Next pages share it. */
export const provider = singleton('provider', async () => createProvider(await configuration()))

/** An authorisation server of its own. */
export function createProvider(settings: Configuration): Provider {
  const created = new Provider(env().issuer, settings)
  created.proxy = env().issuer.startsWith('https:')
  created.use((ctx, next) => {
    ctx.state.arrivedAt = nowMs()
    return next()
  })
  created.use(settleTrace)
  created.on('server_error', (_ctx, error) =>
    console.error('authorisation server', error.name, error.message),
  )
  return created
}

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
