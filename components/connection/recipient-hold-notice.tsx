import { DateText, Notice } from '#components/ui/index.ts'
import type { Connection } from '#lib/consent/index.ts'

const words = {
  held: {
    title: (name: string) => `${name} is suspended`,
    effect: 'It can’t get your data at the moment.',
  },
  left: {
    title: (name: string) => `${name} is no longer on the register`,
    effect: 'It can’t get your data any more.',
  },
}

/** Why a company gets nothing although the consumer agreed, and that they can stop all the same. */
export function RecipientHoldNotice({ connection }: { connection: Connection }) {
  const { standing, state, recipient } = connection
  const { hold, tradingName } = recipient
  if (!hold || !(standing || state === 'invalidated')) return null
  const { title, effect } = words[hold.kind]
  return (
    <Notice kind="caution" title={title(tradingName)}>
      <p>
        {effect}{' '}
        {standing &&
          hold.kind === 'held' &&
          'If it is reinstated, sharing goes on. You can stop sharing now all the same.'}
      </p>
      {hold.reason && (
        <p>
          Since <DateText date={hold.reason.since} />: {hold.reason.label}. {hold.reason.sentence}
        </p>
      )}
    </Notice>
  )
}
