import { AppError } from '#lib/core/index.ts'
import { finestUsage, granularityOf, type PermissionId } from '#lib/energy/index.ts'
import type { Standing } from './find-standing.ts'
import type { ConsentRequest } from './request.ts'

/** The ways to change what stands (Grant Management for OAuth 2.0, section 5.2). */
export const amendActions = ['merge', 'replace'] as const

export type AmendAction = (typeof amendActions)[number]

/** What a request for a change adds up to: the terms that the consumer is asked to agree to, as one request. */
export const amendRequest = (
  action: AmendAction,
  asked: ConsentRequest,
  standing: Standing,
): ConsentRequest => amendments[action](asked, standing)

const amendments: Record<AmendAction, (asked: ConsentRequest, standing: Standing) => ConsentRequest> = {
  replace: (asked) => asked,
  merge: (asked, standing) => {
    samePurpose(asked, standing)
    return {
      ...asked,
      datatypes: union(standing.permissions, asked.datatypes),
      history: { from: earlier(standing.historyFrom, asked.history.from) },
      access: { until: later(standing.until, asked.access.until) },
    }
  },
}

/** A consent has one purpose, so two purposes can't become one consent. */
function samePurpose({ purpose }: ConsentRequest, { purposeCode }: Standing): void {
  if (purpose === purposeCode) return
  throw new AppError('invalid', 'purpose-differs', 'purpose: merging keeps the purpose; replace, or create')
}

/** All that either names. Of usage the finest alone: it implies the others. */
function union(standing: PermissionId[], asked: PermissionId[]): PermissionId[] {
  const all = [...new Set([...standing, ...asked])]
  return [...all.filter((id) => granularityOf(id) === undefined), finestUsage(all) ?? []].flat()
}

const earlier = (one: string, other: string): string => (one < other ? one : other)
const later = (one: string, other: string): string => (one > other ? one : other)
