import { Tag, type TagProps } from '#components/ui/index.ts'
import type { ParticipantStatus, ProductStatus } from '#lib/register/index.ts'

const statuses = {
  active: { label: 'Active', tone: 'positive', mark: 'full' },
  suspended: { label: 'Suspended', tone: 'caution', mark: 'bars' },
  inactive: { label: 'Inactive', tone: 'caution', mark: 'bars' },
  revoked: { label: 'Revoked', tone: 'danger', mark: 'square' },
  surrendered: { label: 'Surrendered', tone: 'neutral', mark: 'ring' },
  removed: { label: 'Removed', tone: 'neutral', mark: 'ring' },
} as const satisfies Record<ParticipantStatus | ProductStatus, Omit<TagProps, 'children'> & { label: string }>

/** The status of a participant or a product. */
export function RegisterStatus({ status }: { status: ParticipantStatus | ProductStatus }) {
  const { label, ...look } = statuses[status]
  return <Tag {...look}>{label}</Tag>
}
