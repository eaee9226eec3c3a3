import type { IncomingMessage, ServerResponse } from 'node:http'
import { logger } from './logger.ts'
import { metrics } from './metrics.ts'

/** Counts and times one request, and logs it: method, group of routes, status, duration and correlation id only. */
export function observeRequest(req: IncomingMessage, res: ServerResponse, group: string): void {
  const start = performance.now()
  res.once('close', () => {
    const status = res.writableFinished ? res.statusCode : 499
    const ms = performance.now() - start
    const method = req.method ?? ''
    metrics().requests.inc({ group, method, status })
    metrics().seconds.observe({ group }, ms / 1000)
    const interaction = res.getHeader('x-fapi-interaction-id')
    logger()[status >= 500 ? 'error' : 'debug'](
      { method, group, status, ms: Math.round(ms), interaction },
      'request',
    )
  })
}
