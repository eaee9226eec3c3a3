import { ExternalName, PageTitle } from '#components/ui/index.ts'
import type { ConsentSummary } from '#lib/consent/index.ts'

/** Who asks, and why: C1 and C2. */
export function ConsentHeading({ summary }: { summary: ConsentSummary }) {
  const { recipient, purpose, changes } = summary
  const wish = changes ? 'change what you share with them' : 'see your energy data'
  return (
    <div className="space-y-6">
      <PageTitle>{`${recipient.tradingName} is asking to ${wish}`}</PageTitle>
      <ExternalName
        name={recipient.tradingName}
        logo={recipient.logo}
        legalName={recipient.legalName}
        registerNumber={recipient.verified ? recipient.registerNumber : undefined}
        large
      />
      <div className="measure border-l-4 border-accent pl-4">
        <h2 className="text-fine text-muted">Why {recipient.tradingName} asks, in their words</h2>
        <p className="text-lead">{purpose}</p>
      </div>
    </div>
  )
}
