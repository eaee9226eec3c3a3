import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { type Problem, toProblem } from '#lib/http/index.ts'
import { placeOf, RateLimited, remoteAddress, takeTurn } from '#lib/limits/index.ts'
import { authenticate } from './authenticate.ts'
import { challengeFor } from './challenge.ts'
import { circumstancesOf, interactionIdOf } from './circumstances.ts'
import type { ApiEnv } from './context.ts'
import { protectedResourceMetadata } from './metadata.ts'
import { readReadings } from './read-readings.ts'
import { readSupplyPoints } from './read-supply-points.ts'

const app = new Hono<ApiEnv>()

app.use(async (c, next) => {
  c.set('interactionId', interactionIdOf(c.req.raw.headers))
  await next()
  c.res.headers.set('x-fapi-interaction-id', c.get('interactionId'))
  c.res.headers.set('x-content-type-options', 'nosniff')
})

app.get('/.well-known/oauth-protected-resource', (c) => c.json(protectedResourceMetadata()))
app.get('/.well-known/oauth-protected-resource/energy/v1', (c) => c.json(protectedResourceMetadata()))

app.use('/energy/v1/*', async (c, next) => {
  takeTurn('address at data API', placeOf(remoteAddress(c.env.incoming)))
  const { headers } = c.req.raw
  c.set('circumstances', circumstancesOf(headers, c.get('interactionId')))
  // The address as the issuer publishes it, whatever Host header or proxy the request came with (RFC 9449 4.3).
  c.set('holder', await authenticate(headers, c.req.method, env().issuer + c.req.path))
  await next()
  c.res.headers.set('cache-control', 'private, no-store')
})

app.get('/energy/v1/supply-points', readSupplyPoints)
app.get('/energy/v1/supply-points/:id/readings', readReadings)

app.notFound((c) => {
  const problem = {
    type: '/problems/no-such-resource',
    title: 'Not found, or not yours',
    status: 404,
    detail: 'There is no such resource.',
  }
  return answer({ ...problem, code: 'no-such-resource', requestId: c.get('interactionId') })
})

app.onError((error, c) => {
  const problem = toProblem(error, c.get('interactionId'))
  if (problem.status === 500) console.error('data API', problem.requestId, error)
  return answer(problem, challengeFor(error), error instanceof RateLimited ? error.retryAfter : undefined)
})

function answer(problem: Problem, challenge?: string, retryAfter?: number): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (challenge) headers.set('www-authenticate', challenge)
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** The data API as a `node:http` listener. */
export const apiListener = singleton('api', () => getRequestListener(app.fetch))
