import { Section } from '#components/ui/index.ts'
import type { ConsentSummary } from '#lib/consent/index.ts'

/** How to stop, that no password is needed, and who answers for the data: C9 to C11. */
export function HowToStop({ recipient, phone }: { recipient: ConsentSummary['recipient']; phone: string }) {
  return (
    <Section heading="Before you decide" id="before">
      <ul className="list-disc space-y-2 pl-6">
        <li>
          To stop, open <a href="/connections">Your connections</a> and choose Stop sharing. It works straight
          away. You can also call {phone}.
        </li>
        <li>You do not need to give anyone the password of your energy account.</li>
        <li>
          We only pass the data on. Ask {recipient.tradingName} how they use and protect it: read their{' '}
          <a href={recipient.privacyUrl}>privacy notice</a> or call {recipient.phone}.
        </li>
      </ul>
    </Section>
  )
}
