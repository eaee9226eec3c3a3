import type { ArrangementId } from '#lib/core/index.ts'
import { type PermissionId, permissions } from '#lib/energy/index.ts'
import { findDisclosures } from './store.ts'

/** One act of data leaving, as the consumer reads it. */
export interface Disclosed {
  id: string
  disclosedAt: Date
  /** What left, in words */
  label: string
  periodFrom: Date | null
  periodTo: Date | null
  readings: number
}

const MOST = 50

/** The latest disclosures of an arrangement, newest first. Whether it is the reader's is for the caller to know. */
export async function listDisclosures(arrangementId: ArrangementId): Promise<Disclosed[]> {
  const rows = await findDisclosures(arrangementId, MOST)
  return rows.map(({ id, permission, ...row }) => ({
    ...row,
    id: String(id),
    label: permissions[permission as PermissionId]?.label ?? permission,
  }))
}
