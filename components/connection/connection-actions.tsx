import { Button, DateText, LinkButton, Section } from '#components/ui/index.ts'
import type { Connection } from '#lib/consent/index.ts'

interface Props {
  connection: Connection
  /** Whether there is anything that could be shared less */
  canShareLess: boolean
}

/** What the consumer can do about a connection that stands, without asking anybody (D6, D7, W7). */
export function ConnectionActions({ connection, canShareLess }: Props) {
  const { arrangementId, standing, state, pausedAt } = connection
  const { tradingName } = connection.recipient
  if (!standing) return null
  const href = `/connections/${arrangementId}`
  return (
    <Section heading="What you can do" id="do">
      {pausedAt && (
        <p>
          You paused this on <DateText date={pausedAt} format="day-time" />. {tradingName} gets nothing until
          you resume.
        </p>
      )}
      {state === 'active' && (
        <p>
          Pause, and {tradingName} gets nothing until you resume. What you agreed stays. Parts of their
          service may stop meanwhile.
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <LinkButton href={`${href}/stop`} variant="danger">
          Stop sharing
        </LinkButton>
        {state === 'active' && (
          <form action={`${href}/pause`} method="post">
            <Button variant="quiet">Pause</Button>
          </form>
        )}
        {state === 'paused' && (
          <form action={`${href}/resume`} method="post">
            <Button variant="quiet">Resume sharing</Button>
          </form>
        )}
        {canShareLess && (
          <LinkButton href={`${href}/less`} variant="quiet">
            Share less
          </LinkButton>
        )}
      </div>
    </Section>
  )
}
