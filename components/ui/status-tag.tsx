import { Tag, type TagProps } from './tag.tsx'

/** What a consumer reads about a connection. */
const statuses = {
  active: { label: 'Active', tone: 'positive', mark: 'full' },
  'ends-soon': { label: 'Ends soon', tone: 'caution', mark: 'half' },
  paused: { label: 'Paused', tone: 'caution', mark: 'bars' },
  stopped: { label: 'Stopped', tone: 'danger', mark: 'square' },
  ended: { label: 'Ended', tone: 'neutral', mark: 'ring' },
} as const satisfies Record<string, Omit<TagProps, 'children'> & { label: string }>

export type ConnectionStatus = keyof typeof statuses

/** The status of a connection: Active, Ends soon, Paused, Stopped or Ended. */
export function StatusTag({ status }: { status: ConnectionStatus }) {
  const { label, ...look } = statuses[status]
  return <Tag {...look}>{label}</Tag>
}
