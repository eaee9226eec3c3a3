import { finestUsage, granularityOf, type PermissionId, permissions } from '#lib/energy/index.ts'
import type { Purpose } from '#lib/register/index.ts'
import type { Standing } from './find-standing.ts'
import type { ConsentRequest } from './request.ts'

/** How one part of what is asked differs from what stands. */
export interface Change {
  part: 'purpose' | 'usage' | 'other' | 'history' | 'end'
  mark:
    | 'new'
    | 'more detail'
    | 'less detail'
    | 'further back'
    | 'less far back'
    | 'longer'
    | 'shorter'
    | 'no longer shared'
  /** What stands: words, or the settlement date of a history or an end; null when nothing does */
  now: string | null
  /** What is asked for instead */
  asked: string | null
  /** The permission that is new or finer, if it is one */
  permission?: PermissionId
}

/** What would change if the consumer agreed to `request`, in the order of the page. Empty: nothing would. */
export function compareTerms(standing: Standing, request: ConsentRequest, purpose: Purpose): Change[] {
  return [
    ...comparePurposes(standing, purpose),
    ...compareOthers(standing.permissions, request.datatypes),
    ...compareUsage(finestUsage(standing.permissions), finestUsage(request.datatypes)),
    ...compareDates('history', standing.historyFrom, request.history.from),
    ...compareDates('end', standing.until, request.access.until),
  ]
}

const comparePurposes = ({ purposeText }: Standing, { text }: Purpose): Change[] =>
  text === purposeText ? [] : [{ part: 'purpose', mark: 'new', now: purposeText, asked: text }]

const others = (ids: PermissionId[]) => ids.filter((id) => granularityOf(id) === undefined)

function compareOthers(now: PermissionId[], asked: PermissionId[]): Change[] {
  const added = others(asked).filter((id) => !now.includes(id))
  const dropped = others(now).filter((id) => !asked.includes(id))
  return [...added.map(startSharing('other')), ...dropped.map(endSharing('other'))]
}

function compareUsage(now: PermissionId | undefined, asked: PermissionId | undefined): Change[] {
  if (now === asked) return []
  if (!now) return asked ? [startSharing('usage')(asked)] : []
  if (!asked) return [endSharing('usage')(now)]
  const finer = finestUsage([now, asked]) === asked
  const change = { part: 'usage' as const, now: permissions[now].label, asked: permissions[asked].label }
  return [finer ? { ...change, mark: 'more detail', permission: asked } : { ...change, mark: 'less detail' }]
}

const startSharing =
  (part: 'usage' | 'other') =>
  (permission: PermissionId): Change => ({
    part,
    mark: 'new',
    now: null,
    asked: permissions[permission].label,
    permission,
  })

const endSharing =
  (part: 'usage' | 'other') =>
  (permission: PermissionId): Change => ({
    part,
    mark: 'no longer shared',
    now: permissions[permission].label,
    asked: null,
  })

/** Marks of an earlier date and of a later one. */
const dateMarks = {
  history: ['further back', 'less far back'],
  end: ['shorter', 'longer'],
} as const

function compareDates(part: keyof typeof dateMarks, now: string, asked: string): Change[] {
  if (now === asked) return []
  const [earlier, later] = dateMarks[part]
  return [{ part, mark: asked < now ? earlier : later, now, asked }]
}
