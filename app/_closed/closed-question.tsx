import { ConsentHeading } from '#components/consent/consent-heading.tsx'
import { Button } from '#components/ui/index.ts'
import type { ConsentSummary } from '#lib/consent/index.ts'
import type { Home } from '#lib/energy/index.ts'
import { ClosedNotice } from './closed-notice.tsx'

/** Whether there is no home to share from but closed ones. */
export const isClosed = (homes: Home[]): boolean => {
  const current = homes.filter(({ lived }) => lived === 'now')
  return current.length > 0 && current.every(({ closed }) => closed)
}

interface Props {
  action: string
  summary: ConsentSummary
  homes: Home[]
}

/** The consent page while all homes are closed: they learn why, and can say no. */
export function ClosedQuestion({ action, summary, homes }: Props) {
  return (
    <>
      <ConsentHeading summary={summary} />
      <ClosedNotice homes={homes} />
      <form action={action} method="post">
        <Button variant="choice" name="decision" value="refuse">
          Do not allow
        </Button>
      </form>
    </>
  )
}
