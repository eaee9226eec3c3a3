import { type ArrangementId, type ConsumerActor, nowMs } from '#lib/core/index.ts'
import { listHomes, settlementDateOf } from '#lib/energy/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import type { AmendAction } from './amend-request.ts'
import { type CheckedRequest, checkRequest } from './check-request.ts'
import { type Offer, offerChoices } from './choices.ts'
import { compareTerms } from './compare-terms.ts'
import { findStanding, type Standing } from './find-standing.ts'
import { type OfferedHome, offerHomes } from './offer-homes.ts'
import { notAskedTooOften } from './rules/not-asked-too-often.ts'
import { type ConsentSummary, hashSummary, summarise } from './summary.ts'

/** An authorisation request as it came. */
export interface AskedRequest {
  /** The authorization_details element as asked */
  detail: unknown
  product: SoftwareProduct
  /** Where the browser goes back to; undefined when a device asks */
  redirectUri: string | undefined
  /** The arrangement that it would change, and how; absent for a new one */
  amends?: { action: AmendAction; arrangementId: ArrangementId } | undefined
}

/** What is put to the consumer: the page shows this, and what they decide is stored with it. */
export interface Proposal extends CheckedRequest {
  offer: Offer
  /** Their homes, past ones too, and what each can't be used for */
  homes: OfferedHome[]
  shown: ConsentSummary
  /** Its SHA-256, base64url: the form sends it back, so that nobody agrees to what they did not see */
  shownDigest: string
  /** What stands until they agree to a change of it; undefined for a new arrangement */
  standing: Standing | undefined
}

/** What a request asks of this consumer now. Throws when a rule is broken, or when what it would change is over. */
export async function proposeConsent(actor: ConsumerActor, asked: AskedRequest): Promise<Proposal> {
  const { detail, product, redirectUri, amends } = asked
  const standing = amends && (await findStanding(amends.arrangementId, product, actor.accountId))
  const checked = checkRequest(detail, product, amends && standing && { action: amends.action, standing })
  const { request, purpose } = checked
  await notAskedTooOften(actor, product)
  const changes = standing && { since: standing.since, list: compareTerms(standing, request, purpose) }
  const shown = summarise(request, purpose, product, redirectUri, changes)
  const homes = offerHomes(await listHomes(actor.accountId), request)
  return {
    ...checked,
    offer: offerChoices(request, settlementDateOf(nowMs()), standing, homes),
    homes,
    shown,
    shownDigest: hashSummary(shown).toString('base64url'),
    standing,
  }
}
