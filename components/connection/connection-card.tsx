import { Card, DateText, LinkButton, Notice, StatusTag, SummaryList } from '#components/ui/index.ts'
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
      <UnusedNotice connection={connection} />
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

/** What may have been forgotten (D10). */
export function UnusedNotice({ connection }: { connection: Connection }) {
  const { unusedSince, recipient, arrangementId } = connection
  if (!unusedSince) return null
  return (
    <Notice kind="caution">
      <p>
        Not used since <DateText date={unusedSince} />.{' '}
        <a href={`/connections/${arrangementId}/stop`}>
          Stop<span className="sr-only"> sharing with {recipient.tradingName}</span>?
        </a>
      </p>
    </Notice>
  )
}
