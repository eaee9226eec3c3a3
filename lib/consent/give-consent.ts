import { AppError, type ArrangementId, type ConsumerActor, nowMs } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { type Home, listHomes, settlementDateOf } from '#lib/energy/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { checkRequest } from './check-request.ts'
import { type Choices, decideTerms } from './choices.ts'
import { type DecidedRequest, draftConsent } from './draft-consent.ts'
import { hashRequestObject } from './hash-request-object.ts'
import { type ConsentRequest, ENERGY_DATA } from './request.ts'
import { transition } from './state.ts'
import { findByRequest, insertConsent, lockRequest, type NewConsent } from './store.ts'

export interface GiveConsentInput extends DecidedRequest {
  choices: Choices
}

/** What was granted: the element that goes back to the recipient (RFC 9396 section 7). */
export interface GrantedDetail extends ConsentRequest {
  arrangement_id: ArrangementId
  supply_points: string[]
}

export interface GivenConsent {
  arrangementId: ArrangementId
  endsAt: Date
  detail: GrantedDetail
}

/**
 * The consumer allows sharing: a new arrangement with its first consent, and its ledger entry, in one
 * transaction (joined to the caller's). Giving the same request again returns what was given.
 */
export function giveConsent(actor: ConsumerActor, input: GiveConsentInput): Promise<GivenConsent> {
  return withTransaction(async () => {
    await lockRequest(input.requestId)
    return (await givenBefore(actor, input)) ?? (await give(actor, input))
  })
}

async function givenBefore(actor: ConsumerActor, input: GiveConsentInput): Promise<GivenConsent | undefined> {
  const found = await findByRequest(input.requestId)
  if (!found) return undefined
  if (found.state !== 'active' || found.arrangement.accountId !== actor.accountId) {
    throw new AppError('conflict', 'already-decided', 'This request was decided already.')
  }
  const { request } = checkRequest(input.detail, input.product)
  const until = settlementDateOf(found.endsAt.getTime() - 1)
  const terms = { permissions: found.permissions as ConsentRequest['datatypes'], until }
  const arrangementId = found.arrangementId as ArrangementId
  return {
    arrangementId,
    endsAt: found.endsAt,
    detail: detailOf(request, terms, arrangementId, found.supplyPoints),
  }
}

async function give(actor: ConsumerActor, input: GiveConsentInput): Promise<GivenConsent> {
  const checked = checkRequest(input.detail, input.product)
  const terms = decideTerms(checked.request, input.choices, settlementDateOf(nowMs()))
  const homes = chooseHomes(await listHomes(actor.accountId), input.choices.supplyPoints)
  const state = transition('awaiting_authorisation', 'give')
  const consent = draftConsent({ actor, input, checked, state, terms, homes })
  await insertConsent(consent)
  await appendGiven(consent)
  const { arrangementId, endsAt, supplyPoints } = consent
  return { arrangementId, endsAt, detail: detailOf(checked.request, terms, arrangementId, supplyPoints) }
}

function appendGiven({ id, arrangementId, accountId, ...consent }: NewConsent) {
  return appendEntry(
    {
      type: 'consent.given',
      arrangement: arrangementId,
      consent: id,
      version: 1,
      product: consent.productId,
      purpose: consent.purposeCode,
      permissions: consent.permissions,
      endsAt: consent.endsAt.toISOString(),
    },
    {
      account: accountId,
      occupancies: consent.supplyPoints.map(({ occupancyId }) => occupancyId),
      shown: Buffer.from(consent.summaryHash).toString('base64url'),
      asked: hashRequestObject(consent.requestObject),
    },
  )
}

/** The chosen homes, each one that the consumer lives in now. */
function chooseHomes(homes: Home[], chosen: string[]): Home[] {
  const current = homes.filter((home) => home.lived === 'now' && chosen.includes(home.supplyPointId))
  if (current.length === 0 || current.length !== new Set(chosen).size) {
    throw new AppError('invalid', 'home-not-yours', 'Choose a home that you live in now.')
  }
  return current
}

function detailOf(
  request: ConsentRequest,
  terms: { permissions: ConsentRequest['datatypes']; until: string },
  arrangementId: ArrangementId,
  supplyPoints: { handle: string }[],
): GrantedDetail {
  return {
    ...request,
    type: ENERGY_DATA,
    datatypes: terms.permissions,
    access: { until: terms.until },
    arrangement_id: arrangementId,
    supply_points: supplyPoints.map(({ handle }) => handle),
  }
}
