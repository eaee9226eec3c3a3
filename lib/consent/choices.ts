import { Temporal } from 'temporal-polyfill'
import { AppError } from '#lib/core/index.ts'
import { coarserOrEqual, finestUsage, granularityOf, type PermissionId } from '#lib/energy/index.ts'
import type { Standing } from './find-standing.ts'
import { type OfferedHome, opensUsage } from './offer-homes.ts'
import type { ConsentRequest } from './request.ts'

/** What the consumer may choose between. What the recipient asks for comes first; everything else is less. */
export interface Offer {
  /** Usage permissions, from the one asked for, or what comes nearest, to coarser ones; empty when no usage was asked for */
  usage: PermissionId[]
  /** Usage that was asked for, or is nearer to it than what is on offer, which the proof of no home of theirs opens */
  withheld: PermissionId[]
  /** Last days of sharing, longest first; settlement dates */
  until: string[]
}

/** What the consumer chose on the page: texts of a form, not yet believed. */
export interface Choices {
  supplyPoints: string[]
  usage?: string | undefined
  until: string
  /** The consent that stood when the page was made, if the question is whether to change it */
  standing?: string | undefined
  /** The digest of what the page said (`Proposal.shownDigest`); undefined where there was no page */
  shown?: string | undefined
}

/** The questions of the page. */
export type Question = 'supplyPoints' | 'usage' | 'until'

/** The terms that result: never wider than what was asked. Dates are settlement dates. */
export interface Terms {
  permissions: PermissionId[]
  historyFrom: string
  until: string
}

const SHORTER_MONTHS = [6, 3, 1]

/** The choices open for a request made on `today` (settlement date). The end that stands is one of them. */
export function offerChoices(
  request: ConsentRequest,
  today: string,
  standing?: Standing,
  homes: readonly OfferedHome[] = [],
): Offer {
  const asked = finestUsage(request.datatypes)
  const usage = asked ? coarserOrEqual(asked) : []
  const months = SHORTER_MONTHS.map((count) =>
    Temporal.PlainDate.from(today).add({ months: count }).toString(),
  )
  const shorter = [...months, ...(standing ? [standing.until] : [])].filter(
    (date) => date < request.access.until,
  )
  return {
    usage: usage.filter((id) => opensUsage(homes, id)),
    withheld: usage.filter((id) => !opensUsage(homes, id)),
    until: [request.access.until, ...new Set(shorter.toSorted().reverse())],
  }
}

/** The questions that were put and aren't answered, in the order of the page. */
export function unanswered(offer: Offer, chosen: Choices): Question[] {
  const questions: Question[] = ['supplyPoints', ...(offer.usage.length ? ['usage' as const] : []), 'until']
  return questions.filter((question) => !chosen[question]?.length)
}

/** Narrows a request to what was chosen. Throws `invalid` when a choice wasn't on offer. */
export function decideTerms(
  request: ConsentRequest,
  chosen: Choices,
  today: string,
  standing?: Standing,
): Terms {
  const offer = offerChoices(request, today, standing)
  const usage = offer.usage.find((id) => id === chosen.usage)
  if (!offer.until.includes(chosen.until) || (offer.usage.length > 0 && !usage)) {
    throw new AppError('invalid', 'not-offered', 'That choice was not on the page. Please choose again.')
  }
  const others = request.datatypes.filter((id) => granularityOf(id) === undefined)
  return {
    permissions: usage ? [...others, usage] : others,
    historyFrom: request.history.from,
    until: chosen.until,
  }
}
