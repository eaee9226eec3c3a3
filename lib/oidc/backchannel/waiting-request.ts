import type { AskedRequest } from '#lib/consent/index.ts'
import { type ConsumerActor, nowMs } from '#lib/core/index.ts'
import { findProductByClientId, mayTakePart } from '#lib/register/index.ts'
import { readAmendment } from '../grant-management.ts'
import { signInSince } from '../step-up.ts'
import { findWaitingRequests, type WaitingRecord } from '../store.ts'

/** A backchannel request (CIBA) that waits on the portal for the consumer. */
export interface WaitingRequest extends AskedRequest {
  /** The hash of the secret that the client asks by: worth nothing to anybody else */
  id: string
  /** Names the request for consents: one decision for all */
  requestId: string
  /** What the app shows as well */
  bindingMessage: string
  askedAt: Date
  /** The recipient's signed request (RFC 9101) as it came, if it signed one */
  requestObject: string | undefined
  /** The consumer must have signed in at this moment or later, epoch milliseconds */
  signInSince: number
}

interface Kept {
  iat: number
  clientId: string
  params: Record<string, string | undefined>
}

/** The requests that wait for a consumer, oldest first; of those who may ask at the moment. */
export async function listWaitingRequests(actor: ConsumerActor): Promise<WaitingRequest[]> {
  const found = await Promise.all((await findWaitingRequests(actor.accountId)).map(toWaitingRequest))
  return found.filter((one) => one !== undefined)
}

/** One of the requests that wait for this consumer; undefined for anything else. */
export const readWaitingRequest = async (
  actor: ConsumerActor,
  id: string,
): Promise<WaitingRequest | undefined> =>
  (await listWaitingRequests(actor)).find((request) => request.id === id)

export async function toWaitingRequest({
  idHash,
  payload,
}: WaitingRecord): Promise<WaitingRequest | undefined> {
  const { iat, clientId, params } = payload as unknown as Kept
  const product = await findProductByClientId(clientId)
  if (!product || !mayTakePart(product)) return undefined
  const id = Buffer.from(idHash).toString('base64url')
  const [detail] = JSON.parse(params.authorization_details ?? '[]')
  return {
    id,
    requestId: id,
    product,
    detail,
    redirectUri: undefined,
    amends: readAmendment(params),
    bindingMessage: params.binding_message ?? '',
    askedAt: new Date(iat * 1000),
    requestObject: params.request,
    signInSince: sinceWhen(params, detail?.datatypes ?? [], iat * 1000),
  }
}

/** `max_age` and `prompt` count from when it was asked; what must be fresh counts from now, as nobody was sent here. */
const sinceWhen = (params: Kept['params'], datatypes: string[], askedAt: number): number =>
  Math.max(
    signInSince({ prompt: 'login', params, datatypes, startedAt: askedAt }),
    signInSince({ prompt: 'consent', params, datatypes, startedAt: nowMs() }),
  )
