import { formatDate, Section, Table } from '#components/ui/index.ts'
import type { RegisterHistory } from '#lib/register/index.ts'
import { pastWords } from './words.ts'

const columns = [{ label: 'When' }, { label: 'What' }, { label: 'Why' }, { label: 'Who' }]

interface Props {
  history: RegisterHistory
  /** Names of those who acted, by their references */
  names: Map<string, string>
  /** Labels of the reasons, by their codes */
  reasons: Record<string, { label: string }>
}

/** What happened, newest first: who did it, and why. */
export function HistoryTable({ history, names, reasons }: Props) {
  const nameOf = (reference: string) => names.get(reference) ?? reference
  return (
    <Section heading="History" id="history">
      <Table
        caption="The last 50 changes, newest first"
        columns={columns}
        stack
        rows={history.map(
          ({ id, event, product, fields, reason, sentence, actor, proposedBy, happenedAt }) => ({
            key: String(id),
            cells: [
              formatDate(happenedAt, 'day-time'),
              [pastWords[event] ?? event, product?.name, fields.join(', ')].filter(Boolean).join(': '),
              reason ? `${reasons[reason]?.label ?? reason}. ${sentence ?? ''}` : '',
              [...(proposedBy ? [`proposed by ${nameOf(proposedBy)}`] : []), nameOf(actor)].join(
                ', confirmed by ',
              ),
            ],
          }),
        )}
      />
    </Section>
  )
}
