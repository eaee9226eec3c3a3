import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { singleton } from '#lib/core/index.ts'
import { type Problem, toProblem } from '#lib/http/index.ts'
import { placeOf, RateLimited, remoteAddress, takeTurn } from '#lib/limits/index.ts'
import { askingOf } from './asking-of.ts'
import { authenticate } from './authenticate.ts'
import { challengeFor } from './challenge.ts'
import { circumstancesOf, interactionIdOf } from './circumstances.ts'
import type { ApiEnv } from './context.ts'
import { newestNonce } from './dpop-nonce.ts'
import { authenticateProduct, readGrant, revokeGrant } from './manage-grants.ts'
import { protectedResourceMetadata } from './metadata.ts'
import { readReadings } from './read-readings.ts'
import { readSupplyPoints } from './read-supply-points.ts'
import { takeSupplyEvent } from './take-supply-event.ts'

const app = new Hono<ApiEnv>()

app.use(async (c, next) => {
  c.set('interactionId', interactionIdOf(c.req.raw.headers))
  await next()
  c.res.headers.set('x-fapi-interaction-id', c.get('interactionId'))
  c.res.headers.set('x-content-type-options', 'nosniff')
  if (c.req.header('dpop')) c.res.headers.set('dpop-nonce', await newestNonce())
})

app.get('/.well-known/oauth-protected-resource', (c) => c.json(protectedResourceMetadata()))
app.get('/.well-known/oauth-protected-resource/energy/v1', (c) => c.json(protectedResourceMetadata()))

const countAddress = createMiddleware<ApiEnv>(async (c, next) => {
  takeTurn('address at data API', placeOf(remoteAddress(c.env.incoming)))
  await next()
})
app.use('/energy/v1/*', countAddress)
app.use('/oauth/grants/*', countAddress)
app.use('/holders/*', countAddress)

app.use('/energy/v1/*', async (c, next) => {
  c.set('circumstances', circumstancesOf(c.req.raw.headers, c.get('interactionId')))
  c.set('holder', await authenticate(askingOf(c)))
  await next()
  c.res.headers.set('cache-control', 'private, no-store')
})

app.get('/energy/v1/supply-points', readSupplyPoints)
app.get('/energy/v1/supply-points/:id/readings', readReadings)

app.post('/holders/events', takeSupplyEvent)

app.get('/oauth/grants/:id', authenticateProduct('grant_management_query'), readGrant)
app.delete('/oauth/grants/:id', authenticateProduct('grant_management_revoke'), revokeGrant)

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
  const retryAfter = error instanceof RateLimited ? error.retryAfter : undefined
  return answer(problem, challengeFor(error, c.req.raw), retryAfter)
})

function answer(problem: Problem, challenge?: string, retryAfter?: number): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (challenge) headers.set('www-authenticate', challenge)
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** The data API as a `node:http` listener. */
export const apiListener = singleton('api', () => getRequestListener(app.fetch))
