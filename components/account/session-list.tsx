import { Button, Card, formatDate, Tag } from '#components/ui/index.ts'
import type { ListedSession } from '#lib/auth/index.ts'

/** The browsers in which somebody is signed in, each with a button that ends it. */
export function SessionList({ sessions }: { sessions: ListedSession[] }) {
  const others = sessions.filter(({ here }) => !here)
  return (
    <>
      {sessions.map((session) => (
        <SessionCard key={session.id} session={session} />
      ))}
      <form action="/account/sessions/end-others" method="post" className="space-y-3">
        <p className="text-muted">
          {others.length === 0
            ? 'You are signed in nowhere else.'
            : 'Anything here that you do not know? Sign everyone else out. Your connections go on.'}
        </p>
        <Button variant={others.length === 0 ? 'quiet' : 'danger'}>Sign everyone else out</Button>
      </form>
    </>
  )
}

function SessionCard({ session: { id, device, signedInAt, lastSeenAt, here } }: { session: ListedSession }) {
  return (
    <Card
      level={3}
      heading={device}
      tag={
        here && (
          <Tag tone="positive" mark="full">
            This device
          </Tag>
        )
      }
      actions={
        !here && (
          <form action={`/account/sessions/${id}/end`} method="post">
            <Button variant="quiet" small aria-label={`Sign out: ${device}`}>
              Sign out there
            </Button>
          </form>
        )
      }
    >
      <p>
        Signed in on {formatDate(signedInAt, 'day-time')}. Last seen on {formatDate(lastSeenAt, 'day-time')}.
      </p>
    </Card>
  )
}
