import { Table } from '#components/ui/index.ts'
import type { ListedParticipant } from '#lib/register/index.ts'
import { RegisterStatus } from './register-status.tsx'
import { roleWords } from './words.ts'

const columns = [{ label: 'Name' }, { label: 'Number' }, { label: 'Roles' }, { label: 'Status' }]

/** Participants that were found, each with a link to its page. */
export function ParticipantTable({ participants }: { participants: ListedParticipant[] }) {
  if (participants.length === 0) return <p>Nobody in the register matches.</p>
  return (
    <Table
      caption="Participants, by name"
      captionHidden
      columns={columns}
      stack
      rows={participants.map(({ id, tradingName, legalName, registerNumber, roles, status }) => ({
        key: id,
        cells: [
          <span key="name">
            <a href={`/operator/participants/${id}`} className="font-bold">
              {tradingName}
            </a>
            <span className="block text-fine text-muted">{legalName}</span>
          </span>,
          registerNumber,
          roles.map((role) => roleWords[role]).join(', '),
          <div key="status">
            <RegisterStatus status={status} />
          </div>,
        ],
      }))}
    />
  )
}
