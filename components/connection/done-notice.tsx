import { Notice } from '#components/ui/index.ts'
import type { ConnectionDetail } from '#lib/consent/index.ts'

/** What has just been done, if it still holds: an address can be opened again later. */
export function DoneNotice({ connection, done }: { connection: ConnectionDetail; done: string[] }) {
  const { standing, state, asksDeletion, canBeTold, recipient } = connection
  const { tradingName } = recipient
  if (done.includes('stopped') && !standing)
    return (
      <Notice kind="done" title="You stopped sharing">
        <p>
          {tradingName} can no longer get your data.
          {asksDeletion &&
            (canBeTold
              ? ` We pass on that you want ${tradingName} to delete what it already has.`
              : ` Call ${tradingName} on ${recipient.phone} to have deleted what it already has.`)}
        </p>
      </Notice>
    )
  if (done.includes('paused') && state === 'paused')
    return (
      <Notice kind="done" title="You paused sharing">
        <p>{tradingName} gets nothing until you resume.</p>
      </Notice>
    )
  if (done.includes('resumed') && state === 'active')
    return (
      <Notice kind="done" title="You resumed sharing">
        <p>{tradingName} can get your data again, as you agreed before.</p>
      </Notice>
    )
  if (done.includes('less') && standing)
    return (
      <Notice kind="done" title="You share less now">
        <p>What you chose has ended. The rest goes on.</p>
      </Notice>
    )
  return null
}
