import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import Provider, { type Configuration } from 'oidc-provider'
import { nowMs, singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { keysVersion } from '#lib/keys/index.ts'
import { amendAnswer } from './amend-answer.ts'
import { answerUnrouted } from './answer-unrouted.ts'
import { awaitProof } from './check-proof-times.ts'
import { configuration } from './configuration.ts'
import { aroundDeviceFlow } from './device-flow.ts'
import { publishAliases } from './endpoint-aliases.ts'
import { limitAddresses } from './limit-requests.ts'

import { settleTrace } from './trace/current-trace.ts'

interface Built {
  provider: Provider
  handle: ReturnType<Provider['callback']>
}

const kept = singleton('provider', () => ({ version: '', built: undefined as Promise<Built> | undefined }))

/** The one authorisation server of this process: server and Next pages share it. */
export const provider = async (): Promise<Provider> => (await current()).provider

/**
 * The library takes its keys when it is made, so it is made anew when they change (some milliseconds). It keeps no
 * state of ours: a request under way finishes on the one it began with.
 */
async function current(): Promise<Built> {
  const version = await keysVersion()
  const held = kept()
  if (held.version !== version || !held.built) {
    const built = build()
    Object.assign(held, { version, built })
    built.catch(() => held.built === built && Object.assign(held, { built: undefined }))
  }
  return held.built as Promise<Built>
}

async function build(): Promise<Built> {
  const provider = createProvider(await configuration())
  return { provider, handle: provider.callback() }
}

/** An authorisation server of its own. */
export function createProvider(settings: Configuration): Provider {
  const created = new Provider(env().issuer, settings)
  // The address is what `admitRequest` states, whether TLS ends here or at a proxy.
  created.proxy = true
  // The first, so that it sees the endpoints that any other adds.
  created.use(publishAliases)
  created.use((ctx, next) => {
    ctx.state.arrivedAt = nowMs()
    return next()
  })
  created.use(amendAnswer)
  created.use(aroundDeviceFlow)
  created.use(answerUnrouted)
  created.use(awaitProof)
  // The last, so that all others see the answer that leaves.
  created.use(settleTrace)
  created.on('server_error', (_ctx, error) =>
    console.error('authorisation server', error.name, error.message),
  )
  return created
}

/** The authorisation server as a `node:http` listener. */
export const oidcListener = (): RequestListener => limitAddresses(answer)

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const { handle } = await current()
    await handle(req, res)
  } catch (error) {
    console.error('authorisation server', error)
    if (!res.headersSent) res.writeHead(503).end()
  }
}
