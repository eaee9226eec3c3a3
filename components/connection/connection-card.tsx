import { Card, DateText, LinkButton, StatusTag, SummaryList } from '#components/ui/index.ts'
import type { Connection } from '#lib/consent/index.ts'
import { connectionDates } from './connection-dates.tsx'
import { statusOf } from './connection-status.ts'
import { RecipientHoldNotice } from './recipient-hold-notice.tsx'

/** One connection in the list (D2, D6). */
export function ConnectionCard({
  connection,
  nowMs,
  level,
}: {
  connection: Connection
  nowMs: number
  level?: 2 | 3
}) {
  const { arrangementId, recipient, purpose, homes, standing } = connection
  const href = `/connections/${arrangementId}`
  return (
    <Card
      heading={recipient.tradingName}
      level={level}
      tag={<StatusTag status={statusOf(connection, nowMs)} />}
      actions={
        <>
          <LinkButton
            href={href}
            variant="quiet"
            small
            aria-label={`See details of ${recipient.tradingName}`}
          >
            See details
          </LinkButton>
          {standing && (
            <LinkButton
              href={`${href}/stop`}
              variant="danger"
              small
              aria-label={`Stop sharing with ${recipient.tradingName}`}
            >
              Stop sharing
            </LinkButton>
          )}
        </>
      }
    >
      <RecipientHoldNotice connection={connection} />
      <p>{purpose}</p>
      <SummaryList
        rows={[
          {
            term: 'Home',
            details: homes.map(({ address, postcode }) => `${address}, ${postcode}`).join('; '),
          },
          ...connectionDates(connection),
          {
            term: 'Last used',
            details: connection.lastUsedAt ? (
              <DateText date={connection.lastUsedAt} format="day-time" />
            ) : (
              'Not used yet'
            ),
          },
        ]}
      />
    </Card>
  )
}
