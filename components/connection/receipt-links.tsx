import { LinkButton, Section } from '#components/ui/index.ts'

/** The receipt to keep, and where anybody can have it checked (R2). */
export function ReceiptLinks({ arrangementId }: { arrangementId: string }) {
  return (
    <Section heading="Your receipt" id="receipt">
      <p>
        You got a receipt by email. You can also keep one as a file. It proves what you agreed to, even if
        this website is gone.
      </p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={`/connections/${arrangementId}/receipt.json`} variant="quiet" small download>
          Download the receipt
        </LinkButton>
        <LinkButton href="/receipts/check" variant="quiet" small>
          Check a receipt
        </LinkButton>
      </div>
    </Section>
  )
}
