import { type ArrangementId, isId } from '#lib/core/index.ts'

/** The arrangement that a grant or token belongs to: the element that was granted names it (RFC 9396 section 7). */
export function arrangementOf(
  source: { rar?: unknown[] | undefined } | undefined,
): ArrangementId | undefined {
  const [detail] = (source?.rar ?? []) as { arrangement_id?: unknown }[]
  return isId('arrangement', detail?.arrangement_id) ? detail.arrangement_id : undefined
}
