import { serve } from '@hono/node-server'
import { brightly } from './app.ts'
import { readSettings, type Settings } from './settings.ts'

try {
  start(readSettings(process.env))
} catch (error) {
  fail(error)
}

function start(settings: Settings): void {
  const { port, issuer } = settings
  const server = serve({ fetch: brightly(settings).fetch, port, hostname: '127.0.0.1' }, (address) => {
    console.log(
      `Brightly (demo data recipient) listens on http://127.0.0.1:${address.port} and asks ${issuer}`,
    )
  })
  server.on('error', fail)

  const stop = () => {
    server.close(() => process.exit(0))
    setTimeout(() => process.exit(0), 2_000).unref()
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
  // Whoever started us holds the other end, and it closes also when they are killed.
  if (process.env.PARENT_PIPE === '1') process.stdin.resume().once('close', stop)
}

function fail(error: unknown): void {
  console.error(`Brightly can't start. ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
