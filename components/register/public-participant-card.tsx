import { Card, DateText, Details, SummaryList } from '#components/ui/index.ts'
import type { PublicParticipant, PublicProduct } from '#lib/register/index.ts'
import { RegisterStatus } from './register-status.tsx'
import { roleWords } from './words.ts'

interface Props {
  participant: PublicParticipant
  /** Permissions in words, by their ids */
  permissions: Record<string, string>
}

/** A participant as everybody may know it. */
export function PublicParticipantCard({ participant, permissions }: Props) {
  const {
    tradingName,
    legalName,
    registerNumber,
    roles,
    status,
    reason,
    website,
    privacyUrl,
    contact,
    products,
  } = participant
  return (
    <Card heading={tradingName} tag={<RegisterStatus status={status} />}>
      <p className="text-muted">
        {legalName}, number {registerNumber}. {roles.map((role) => roleWords[role]).join(', ')}.
      </p>
      <Reason reason={reason} />
      {products.map((product) => (
        <App key={product.id} product={product} permissions={permissions} />
      ))}
      <Details summary={`Contact ${tradingName}`}>
        <SummaryList
          rows={[
            { term: 'Website', details: <a href={website}>{website}</a> },
            { term: 'Privacy notice', details: <a href={privacyUrl}>{privacyUrl}</a> },
            { term: 'Email', details: contact.email },
            { term: 'Phone', details: contact.phone },
          ]}
        />
      </Details>
    </Card>
  )
}

function Reason({ reason }: { reason: PublicParticipant['reason'] | undefined }) {
  if (!reason) return null
  return (
    <p className="border-l-4 border-caution pl-4">
      Since <DateText date={reason.since} />: {reason.text}. {reason.sentence}
    </p>
  )
}

function App({ product, permissions }: { product: PublicProduct; permissions: Props['permissions'] }) {
  const { name, description, status, reason, purposes, onwardSharing } = product
  return (
    <section className="space-y-3 border-t border-line pt-4" aria-label={`App: ${name}`}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h3 className="text-h3">App: {name}</h3>
        <RegisterStatus status={status} />
      </div>
      <p>{description}</p>
      <Reason reason={reason} />
      <SummaryList
        rows={[
          {
            term: 'May ask for',
            details: <Lines lines={product.permissions.map((id) => permissions[id] ?? id)} />,
          },
          { term: 'Why', details: <Lines lines={purposes.map(({ text }) => text)} /> },
          { term: 'Who else gets it', details: onwardSharing.join(', ') || 'Nobody' },
        ]}
      />
    </section>
  )
}

const Lines = ({ lines }: { lines: string[] }) => (
  <ul>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)
