import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { ReceiptVerdict } from '#components/receipt/receipt-verdict.tsx'
import {
  Button,
  Details,
  ErrorSummary,
  Field,
  Page,
  PageTitle,
  Section,
  TextArea,
} from '#components/ui/index.ts'
import { MOST_RECEIPT_BYTES, parseVerdict, verdictCookie } from './verdict-cookie.ts'

type Search = Promise<{ checked?: string }>

const NOTHING = 'Paste a receipt, or choose the file.'

const readVerdict = async (searchParams: Search) =>
  (await searchParams).checked ? parseVerdict((await cookies()).get(verdictCookie().name)?.value) : undefined

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  const nothing = (await readVerdict(searchParams))?.kind === 'nothing'
  return { title: `${nothing ? 'Error: ' : ''}Check a receipt` }
}

/** Where anybody can show a receipt and learn whether it is ours, unchanged and in the ledger. */
export default async function CheckReceiptPage({ searchParams }: { searchParams: Search }) {
  const verdict = await readVerdict(searchParams)
  const fault = verdict?.kind === 'nothing' ? NOTHING : undefined
  return (
    <Page>
      {fault && <ErrorSummary errors={[{ field: 'receipt', message: fault }]} />}
      <PageTitle lead="A receipt says what somebody agreed to share. Here you can see whether it is genuine.">
        Check a receipt
      </PageTitle>
      {verdict && verdict.kind !== 'nothing' && <ReceiptVerdict verdict={verdict} />}
      <Section heading={verdict && !fault ? 'Check another receipt' : 'Show us the receipt'} id="show">
        <form
          action="/receipts/check/submit"
          method="post"
          encType="multipart/form-data"
          noValidate
          className="space-y-6"
        >
          <TextArea
            name="receipt"
            label="Paste the receipt"
            hint="All of its text. Nothing that you paste is kept."
            error={fault}
            code
            rows={8}
            maxLength={MOST_RECEIPT_BYTES}
          />
          <Field name="file" label="Or choose the file" type="file" accept=".json,application/json" />
          <Button>Check the receipt</Button>
        </form>
      </Section>
      <Details summary="Check it without this page">
        <p>
          The signature is over the receipt’s canonical JSON. Our keys are at{' '}
          <a href="/receipts/jwks.json">/receipts/jwks.json</a>, and the ledger’s key is at{' '}
          <a href="/log/vkey">/log/vkey</a>. With our program you need no website:
        </p>
        <pre className="overflow-x-auto text-fine">npm run verify-receipt -- FILE</pre>
      </Details>
    </Page>
  )
}
