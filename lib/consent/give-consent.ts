import { AppError, type ArrangementId, type ConsentId, type ConsumerActor, nowMs } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { settlementDateOf } from '#lib/energy/index.ts'
import { appendEntry } from '#lib/ledger/index.ts'
import { holdProduct } from '#lib/register/index.ts'
import { type Choices, decideTerms } from './choices.ts'
import { chooseHomes } from './choose-homes.ts'
import { describeGrant, type Granted } from './describe-grant.ts'
import { type DecidedRequest, draftConsent } from './draft-consent.ts'
import { hashRequestObject } from './hash-request-object.ts'
import { type Proposal, proposeConsent } from './propose-consent.ts'
import { queueReceipts } from './receipt/queue-receipts.ts'
import type { GrantedDetail } from './request.ts'
import { transition } from './state.ts'
import {
  findByRequest,
  findHandles,
  insertConsent,
  lockArrangement,
  lockRequest,
  lockStandingConsent,
  type NewConsent,
} from './store.ts'
import { supersedeConsent } from './supersede-consent.ts'

export interface GiveConsentInput extends DecidedRequest {
  choices: Choices
}

export interface GivenConsent {
  consentId: ConsentId
  arrangementId: ArrangementId
  endsAt: Date
  detail: GrantedDetail
}

/**
 * The consumer allows sharing: a new arrangement with its first consent, or a new version in the arrangement that
 * the request amends, and its ledger entries, in one transaction (joined to the caller's). What stood is over with
 * that transaction and not before. Giving the same request again returns what was given. Throws `gone` when what
 * it would change is over, and `conflict` when that is no longer what the page showed.
 */
export function giveConsent(actor: ConsumerActor, input: GiveConsentInput): Promise<GivenConsent> {
  return withTransaction(async () => {
    await lockRequest(input.requestId)
    // Held, so that no ending of the product passes between our check and our commit; and held first, as an ending does.
    const product = await holdProduct(input.product.id)
    if (input.amends) await lockWhatStands(input.amends.arrangementId)
    return (await givenBefore(actor, input)) ?? (await give(actor, { ...input, product }))
  })
}

async function lockWhatStands(arrangementId: ArrangementId): Promise<void> {
  await lockArrangement(arrangementId)
  await lockStandingConsent(arrangementId)
}

async function givenBefore(actor: ConsumerActor, input: GiveConsentInput): Promise<GivenConsent | undefined> {
  const found = await findByRequest(input.requestId)
  if (!found) return undefined
  if (found.state !== 'active' || found.arrangement.accountId !== actor.accountId) {
    throw new AppError('conflict', 'already-decided', 'This request was decided already.')
  }
  return toGiven(found)
}

async function give(actor: ConsumerActor, input: GiveConsentInput): Promise<GivenConsent> {
  const proposal = await proposeConsent(actor, input)
  const { standing, request } = proposal
  sameAsShown(proposal, input.choices)
  const terms = decideTerms(request, input.choices, settlementDateOf(nowMs()), standing)
  const homes = chooseHomes(proposal.homes, input.choices)
  const state = transition('awaiting_authorisation', 'give')
  const amended = standing && { standing, handles: await findHandles(standing.arrangementId) }
  const consent = draftConsent({ actor, input, proposal, state, terms, homes, amended })
  if (standing) await supersedeConsent(actor, standing, consent)
  await insertConsent(consent)
  await appendGiven(consent)
  await queueReceipts(standing ? 'consent.changed' : 'consent.given', [consent.id])
  return toGiven(consent)
}

/**
 * The page told who asks and what for as the register had it then, and compared with what stood then. If any of it has
 * changed since, they have to see it anew.
 */
function sameAsShown({ standing, shownDigest }: Proposal, choices: Choices): void {
  const { shown = shownDigest } = choices
  if (standing?.consentId === choices.standing && shown === shownDigest) return
  throw new AppError('conflict', 'changed-meanwhile', 'What the page said has changed in the meantime.')
}

function appendGiven({ id, arrangementId, accountId, ...consent }: NewConsent) {
  return appendEntry(
    {
      type: 'consent.given',
      arrangement: arrangementId,
      consent: id,
      version: consent.version,
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

const toGiven = (consent: Granted & { id: string }): GivenConsent => ({
  consentId: consent.id as ConsentId,
  arrangementId: consent.arrangementId as ArrangementId,
  endsAt: consent.endsAt,
  detail: describeGrant(consent),
})
