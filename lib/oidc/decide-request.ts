import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors } from 'oidc-provider'
import type { SignInMethod } from '#lib/auth/index.ts'
import { type AskedRequest, type Choices, giveConsent, refuseConsent } from '#lib/consent/index.ts'
import { AppError, type ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { findProductByClientId } from '#lib/register/index.ts'
import { isOver, oauthErrorOf, readAmendment } from './grant-management.ts'
import { hashId } from './hash-id.ts'
import { findSignedRequest } from './message-signing/find-signed-request.ts'
import { provider } from './provider.ts'
import { reportRejection } from './report-rejection.ts'
import { saveGrant } from './save-grant.ts'
import { describeSignIn, signInSince } from './step-up.ts'

/** A consumer, and since when and how they are signed in. */
export type SignedInConsumer = ConsumerActor & { signedInAt: Date; method: SignInMethod }

/** A browser's request, in the form that the library reads its cookies from. */
export interface Browser {
  req: IncomingMessage
  res: ServerResponse
}

/** One authorisation request that waits for the consumer. Its `detail` is undefined when it came without one. */
export interface PendingRequest extends AskedRequest {
  uid: string
  prompt: 'login' | 'consent'
  /** The consumer whom the provider's session names; only at the consent prompt */
  accountId: string | undefined
  /** Names what was pushed, or what a device asked, however many browsers come with it: one decision for all */
  requestId: string
  /** Names the pushed request */
  parJti: string | undefined
  /** The consumer must have signed in at this moment or later, epoch milliseconds */
  signInSince: number
}

/** The request that this browser's cookie and `uid` both name, or undefined when it has run out. */
export async function readPendingRequest(browser: Browser, uid: string): Promise<PendingRequest | undefined> {
  const details = await interactionDetails(browser)
  if (details?.uid !== uid) return undefined
  const product = await findProductByClientId(String(details.params.client_id))
  if (!product) return undefined
  // The library keeps it; its types don't say so.
  const { params, iat, parJti } = details as typeof details & { parJti?: string }
  const prompt = details.prompt.name === 'login' ? 'login' : 'consent'
  const detail =
    typeof params.authorization_details === 'string' && JSON.parse(params.authorization_details)[0]
  const datatypes = detail?.datatypes ?? []
  return {
    uid,
    prompt,
    accountId: details.session?.accountId,
    product,
    redirectUri: params.redirect_uri as string | undefined,
    detail: detail || undefined,
    amends: readAmendment(params),
    signInSince: signInSince({ prompt, params, datatypes, startedAt: (iat ?? 0) * 1000 }),
    requestId: hashId(details.deviceCode ?? parJti ?? uid).toString('base64url'),
    parJti,
  }
}

/** Whether the consumer signed in too long ago for what is asked. */
export const mustSignInAgain = (
  pending: Pick<PendingRequest, 'signInSince'>,
  actor: SignedInConsumer,
): boolean => actor.signedInAt.getTime() < pending.signInSince

/** Tells the provider who signed in at the portal. Returns where the browser goes next, as do all that follow. */
export async function confirmSignIn(
  browser: Browser,
  actor: SignedInConsumer,
  pending: PendingRequest,
): Promise<string> {
  refuseOldSignIn(pending, actor)
  return finish(browser, { login: loginOf(actor) })
}

/** The consumer allows: consent, ledger entries, grant and answer in one transaction. */
export function allowRequest(
  browser: Browser,
  actor: SignedInConsumer,
  pending: PendingRequest,
  choices: Choices,
): Promise<string> {
  refuseOldSignIn(pending, actor)
  const allowed = withTransaction(async () => {
    const requestObject = await findSignedRequest(pending.parJti)
    const given = await giveConsent(actor, { ...pending, requestObject, choices })
    const grantId = await saveGrant(actor, pending.product.clientId, given)
    return finish(browser, { login: loginOf(actor), consent: { grantId } })
  })
  return allowed.catch(rejectIfOver(browser))
}

/** The consumer refuses: nothing is shared, or goes on as it stands, and the recipient gets `access_denied`. */
export function refuseRequest(
  browser: Browser,
  actor: ConsumerActor,
  pending: PendingRequest,
): Promise<string> {
  const refused = withTransaction(async () => {
    const requestObject = await findSignedRequest(pending.parJti)
    await refuseConsent(actor, { ...pending, requestObject })
    return finish(browser, {
      error: 'access_denied',
      error_description: 'The consumer did not allow sharing',
    })
  })
  return refused.catch(rejectIfOver(browser))
}

/** Ends a request that can't be put to a consumer: the recipient is told why. */
export async function rejectRequest(browser: Browser, reason: AppError): Promise<string> {
  reportRejection((await interactionDetails(browser))?.params.client_id, reason)
  return finish(browser, { error: oauthErrorOf(reason), error_description: reason.message })
}

/** What a request would change may end while the consumer thinks. */
const rejectIfOver = (browser: Browser) => (error: unknown) => {
  if (isOver(error)) return rejectRequest(browser, error)
  throw error
}

/** What the library is told of the sign-in. */
const loginOf = (actor: SignedInConsumer) => ({
  accountId: actor.accountId,
  ...describeSignIn(actor),
})

export function refuseOldSignIn(pending: Pick<PendingRequest, 'signInSince'>, actor: SignedInConsumer): void {
  if (mustSignInAgain(pending, actor))
    throw new AppError('forbidden', 'sign-in-again', 'Please sign in again before you decide about this.')
}

async function finish({ req, res }: Browser, result: Record<string, unknown>): Promise<string> {
  return (await provider()).interactionResult(req, res, result, { mergeWithLastSubmission: true })
}

async function interactionDetails({ req, res }: Browser) {
  try {
    return await (await provider()).interactionDetails(req, res)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}
