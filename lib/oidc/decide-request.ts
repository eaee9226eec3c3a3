import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors } from 'oidc-provider'
import { type Choices, giveConsent, refuseConsent } from '#lib/consent/index.ts'
import { AppError, type ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { findProductByClientId, type SoftwareProduct } from '#lib/register/index.ts'
import { findSignedRequest } from './message-signing/find-signed-request.ts'
import { provider } from './provider.ts'
import { dataApi, ENERGY_READ } from './resource-server.ts'
import { describeSignIn, signInSince } from './step-up.ts'

/** A consumer, and since when they are signed in. */
export type SignedInConsumer = ConsumerActor & { signedInAt: Date }

/** A browser's request, in the form that the library reads its cookies from. */
export interface Browser {
  req: IncomingMessage
  res: ServerResponse
}

/** One authorisation request that waits for the consumer. */
export interface PendingRequest {
  uid: string
  prompt: 'login' | 'consent'
  /** The consumer whom the provider's session names; only at the consent prompt */
  accountId: string | undefined
  product: SoftwareProduct
  /** Undefined where no browser goes back: the recipient's device asks */
  redirectUri: string | undefined
  /** The one authorization_details element, or undefined when there is none */
  detail: unknown
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
  const { params, iat } = details
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
    signInSince: signInSince({ prompt, params, datatypes, startedAt: (iat ?? 0) * 1000 }),
    // The library keeps it; its types don't say so.
    parJti: (details as { parJti?: string }).parJti,
  }
}

/** Whether the consumer signed in too long ago for what is asked. */
export const mustSignInAgain = (pending: PendingRequest, actor: SignedInConsumer): boolean =>
  actor.signedInAt.getTime() < pending.signInSince

/** Tells the provider who signed in at the portal. Returns where the browser goes next, as do all that follow. */
export async function confirmSignIn(
  browser: Browser,
  actor: SignedInConsumer,
  pending: PendingRequest,
): Promise<string> {
  refuseOldSignIn(pending, actor)
  return finish(browser, { login: loginOf(actor) })
}

/** The consumer allows: consent, ledger entry, grant and answer in one transaction. */
export function allowRequest(
  browser: Browser,
  actor: SignedInConsumer,
  pending: PendingRequest,
  choices: Choices,
): Promise<string> {
  refuseOldSignIn(pending, actor)
  return withTransaction(async () => {
    const { detail, product, redirectUri, uid } = pending
    const requestObject = await findSignedRequest(pending.parJti)
    const given = await giveConsent(actor, {
      requestId: uid,
      detail,
      product,
      redirectUri,
      requestObject,
      choices,
    })
    const { Grant } = await provider()
    const grant = new Grant({ accountId: actor.accountId, clientId: product.clientId })
    // A grant belongs to exactly one arrangement, and bears its id: that is how it dies with it.
    grant.jti = given.arrangementId
    grant.addOIDCScope('openid')
    grant.addResourceScope(dataApi(), ENERGY_READ)
    grant.addRar({ ...given.detail })
    return finish(browser, { login: loginOf(actor), consent: { grantId: await grant.save() } })
  })
}

/** The consumer refuses: nothing is shared and the recipient gets `access_denied`. */
export function refuseRequest(
  browser: Browser,
  actor: ConsumerActor,
  pending: PendingRequest,
): Promise<string> {
  return withTransaction(async () => {
    const { detail, product, redirectUri, uid } = pending
    const requestObject = await findSignedRequest(pending.parJti)
    await refuseConsent(actor, { requestId: uid, detail, product, redirectUri, requestObject })
    return finish(browser, {
      error: 'access_denied',
      error_description: 'The consumer did not allow sharing',
    })
  })
}

/** Ends a request that can't be put to a consumer: the recipient is told why. */
export const rejectRequest = (browser: Browser, description: string): Promise<string> =>
  finish(browser, { error: 'invalid_request', error_description: description })

/** What the library is told of the sign-in. */
const loginOf = ({ accountId, signedInAt }: SignedInConsumer) => ({
  accountId,
  ...describeSignIn(signedInAt),
})

function refuseOldSignIn(pending: PendingRequest, actor: SignedInConsumer): void {
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
