import { AppError, type Id, type IdKind, isId } from '#lib/core/index.ts'

/** An id from an address, or an AppError `not_found`. */
export function requireId<K extends IdKind>(kind: K, id: string): Id<K> {
  if (!isId(kind, id)) throw new AppError('not_found', `no-such-${kind}`, 'There is nothing here.')
  return id
}
