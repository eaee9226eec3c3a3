import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { pool } from '../db/index.ts'
import { metrics } from './metrics.ts'

const PATIENCE_MS = 1000

const answers: Record<string, (res: ServerResponse) => Promise<void> | void> = {
  '/health/live': (res) => send(res, 200, { status: 'live' }),
  '/health/ready': async (res) =>
    (await databaseAnswers())
      ? send(res, 200, { status: 'ready' })
      : send(res, 503, { status: 'database unreachable' }),
  '/metrics': async (res) => {
    const { registry } = metrics()
    res.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
  },
}

/**
 * For those who run this: `/health/live` (the process answers), `/health/ready` (503 unless the database answers
 * within a second) and `/metrics` (Prometheus text; keep it from the public at the proxy).
 */
export const opsListener = (): RequestListener => async (req: IncomingMessage, res: ServerResponse) => {
  const answer = answers[(req.url ?? '').split('?', 1)[0] ?? '']
  if (!answer) return send(res, 404, { status: 'not found' })
  if (req.method !== 'GET' && req.method !== 'HEAD') return send(res, 405, { status: 'GET only' })
  await answer(res)
}

function send(res: ServerResponse, status: number, body: object): void {
  res
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}

async function databaseAnswers(): Promise<boolean> {
  const { promise: timeout, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, PATIENCE_MS, false)
  const answer = pool()
    .query('select 1')
    .then(() => true)
    .catch(() => false)
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer))
}
