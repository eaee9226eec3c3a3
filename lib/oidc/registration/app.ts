import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { errors } from 'oidc-provider'
import { AppError, type ErrorCode, singleton } from '#lib/core/index.ts'
import { reportError } from '#lib/ops/index.ts'
import { limitAddresses } from '../limit-requests.ts'
import { bearerOf } from './access-token.ts'
import { readClient } from './read-client.ts'
import { registerClient } from './register-client.ts'
import { removeClient } from './remove-client.ts'
import { LARGEST_REQUEST_BYTES, parseRequest } from './request.ts'
import { updateClient } from './update-client.ts'

const app = new Hono()

app.use(async (c, next) => {
  await next()
  c.res.headers.set('cache-control', 'no-store')
  c.res.headers.set('x-content-type-options', 'nosniff')
})
app.use(
  bodyLimit({
    maxSize: LARGEST_REQUEST_BYTES,
    onError: () => answer(new errors.InvalidRequest('the request is too large', 413)),
  }),
)

app.post('/oauth/register', async (c) => c.json(await registerClient(await requestOf(c)), 201))
app.get('/oauth/register/:clientId', async (c) => c.json(await readClient(...bearerAt(c))))
app.put('/oauth/register/:clientId', async (c) =>
  c.json(await updateClient(...bearerAt(c), await requestOf(c))),
)
app.delete('/oauth/register/:clientId', async (c) => {
  await removeClient(...bearerAt(c))
  return c.body(null, 204)
})

app.notFound(() => answer(new errors.InvalidRequest('unrecognized route or method', 404)))
app.onError((error, c) => {
  const known = asOAuthError(error)
  if (known.statusCode === 500) reportError('client registration')(error)
  // Without a token the challenge says no more (RFC 6750 section 3.1).
  const challenge = c.req.header('authorization') ? `Bearer error="${known.error}"` : 'Bearer'
  return answer(known, known.statusCode === 401 ? { 'www-authenticate': challenge } : {})
})

const requestOf = async (c: Context) => parseRequest(c.req.header('content-type'), await c.req.text())

const bearerAt = (c: Context): [clientId: string, token: string] => [
  c.req.param('clientId') ?? '',
  bearerOf(c.req.header('authorization')),
]

/** What lib/register refuses of a statement, by the names of RFC 7591 section 3.2.2. */
const refusals: Partial<Record<ErrorCode, new (description: string) => errors.OIDCProviderError>> = {
  invalid: errors.InvalidSoftwareStatement,
  forbidden: errors.UnapprovedSoftwareStatement,
  conflict: errors.UnapprovedSoftwareStatement,
}

function asOAuthError(error: Error): errors.OIDCProviderError {
  if (error instanceof errors.OIDCProviderError) return error
  const Refusal = error instanceof AppError ? refusals[error.code] : undefined
  return Refusal ? new Refusal(error.message) : new errors.OIDCProviderError(500, 'server_error')
}

function answer(
  { statusCode, error, error_description }: errors.OIDCProviderError,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ error, error_description }, { status: statusCode, headers })
}

/** Client registration and its management (RFC 7591, RFC 7592) as a `node:http` listener. */
export const registrationListener = singleton('registration', () =>
  limitAddresses(getRequestListener(app.fetch)),
)
