import Provider, { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { leaveTrace, type Trace } from './store.ts'

/**
 * Routes that only read until they answer. What such a request leaves behind waits for its end and is then written at
 * once: used assertion, proof and code, and the tokens that they are worth. Elsewhere everything is written as it comes.
 */
const patient: readonly string[] = ['token', 'introspection']

type State = Pick<KoaContextWithOIDC, 'state'>
type Answering = Pick<KoaContextWithOIDC, 'state' | 'status' | 'body' | 'app'>

/** Leaves something behind: at the end of this request, or now. @throws OIDCProviderError when it was used before. */
export async function leaveBehind(part: Partial<Trace>): Promise<void> {
  const { ctx } = Provider
  if (ctx && patient.includes(ctx.oidc.route)) partsOf(ctx).push(part)
  else await settle([part])
}

/** Leaves what waits in this request: before it changes anything else. Who asks while it is under way waits for it too. */
export async function settleNow(): Promise<void> {
  const { ctx } = Provider
  if (!ctx) return
  const parts = partsOf(ctx).splice(0)
  if (parts.length) ctx.state.settled = settle(parts)
  await ctx.state.settled
}

/** Middleware: an answer leaves when what its request leaves behind is durable. With a refusal no tokens are kept. */
export async function settleTrace(ctx: Answering, next: () => Promise<unknown>): Promise<void> {
  await next()
  const refused = ctx.status >= 400
  const parts = partsOf(ctx).map((part) => (refused ? { ...part, tokens: [], records: [] } : part))
  await settle(parts).catch((error) => refuse(ctx, error))
}

/**
 * Answers with an error in place of what was ready. An earlier refusal stands, unless nobody knows who called: then
 * that is the answer, and the caller learns nothing about code or token (RFC 6749 5.2).
 */
function refuse(ctx: Answering, error: unknown): void {
  const known = error instanceof errors.OIDCProviderError
  if (known && ctx.status >= 400 && !(error instanceof errors.InvalidClientAuth)) return
  if (!known) ctx.app.emit('server_error', ctx, error)
  ctx.status = known ? error.statusCode : 500
  ctx.body = known
    ? { error: error.error, error_description: error.error_description }
    : { error: 'server_error', error_description: 'what was used could not be noted' }
}

async function settle(parts: Partial<Trace>[]): Promise<void> {
  if (parts.length === 0) return
  const usedBefore = await leaveTrace({
    marks: parts.flatMap(({ marks = [] }) => marks),
    consumed: parts.flatMap(({ consumed = [] }) => consumed),
    tokens: parts.flatMap(({ tokens = [] }) => tokens),
    records: parts.flatMap(({ records = [] }) => records),
  })
  if (usedBefore) throw refusal(usedBefore)
}

/** In the words of RFC 6749 5.2 and RFC 9449 section 5. */
function refusal(model: string): Error {
  switch (model) {
    case 'ClientAssertion':
      return new errors.InvalidClientAuth('client assertion was used before')
    case 'DPoPProof':
      return new errors.InvalidDpopProof('proof was used before')
    case 'PushedAuthorizationRequest':
      return new errors.InvalidRequestUri('request_uri was used before')
    default:
      return new errors.InvalidGrant('was used before')
  }
}

/** What waits in a request. */
function partsOf({ state }: State): Partial<Trace>[] {
  state.trace ??= []
  return state.trace
}
