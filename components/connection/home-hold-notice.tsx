import { LinkButton, Notice } from '#components/ui/index.ts'
import type { Connection } from '#lib/consent/index.ts'

/** Why nothing is shared although the consumer paused nothing: somebody says that they moved out (T2, T3). */
export function HomeHoldNotice({ connection }: { connection: Pick<Connection, 'state'> }) {
  if (connection.state !== 'suspended') return null
  return (
    <Notice kind="caution" title="On hold: have you moved out?">
      <p>
        An energy company told us that you moved out of a home that you share from. Nothing is shared until
        that is clear. You can stop sharing all the same.
      </p>
      <p className="pt-2">
        <LinkButton href="/homes" small>
          Look at your homes
        </LinkButton>
      </p>
    </Notice>
  )
}
