import { Button, ButtonPair, Notice, Section } from '#components/ui/index.ts'
import type { Choices, ConsentSummary } from '#lib/consent/index.ts'
import type { Home } from '#lib/energy/index.ts'
import { DetailChoice, type DetailOption } from './detail-choice.tsx'
import { EndChoice } from './end-choice.tsx'
import { HomeChoice } from './home-choice.tsx'
import { HowToStop } from './how-to-stop.tsx'

export interface ConsentFormProps {
  uid: string
  summary: ConsentSummary
  /** What was asked for first, then ever less */
  details: DetailOption[]
  /** Last days of sharing: the one asked for first, then sooner */
  until: string[]
  homes: Home[]
  /** Answers of a form that came back */
  chosen: Choices
  /** What is wrong with an answer, by its field */
  errors: Partial<Record<keyof Choices, string>>
  /** Where people without a browser stop sharing */
  phone: string
}

/** The consumer's choices and the decision: C5, C6, C7, C9 to C12 and C15. Nothing is chosen beforehand. */
export function ConsentForm({
  uid,
  summary,
  details,
  until,
  homes,
  chosen,
  errors,
  phone,
}: ConsentFormProps) {
  const { recipient, returnsTo } = summary
  return (
    <form action={`/interaction/${uid}/decide`} method="post" noValidate className="space-y-8">
      <HomeChoice homes={homes} chosen={chosen.supplyPoints} error={errors.supplyPoints} />
      <DetailChoice options={details} chosen={chosen.usage} error={errors.usage} />
      <EndChoice until={until} asked={summary.until} chosen={chosen.until} error={errors.until} />
      <HowToStop recipient={recipient} phone={phone} />
      <Section heading="Your decision" id="decision">
        <Notice>
          <p>
            {returnsTo ? (
              <>
                Either way you will go back to {recipient.tradingName} at{' '}
                <span className="font-bold break-all">{returnsTo}</span>.
              </>
            ) : (
              'Your device will show what you decided. You can then close this page.'
            )}
          </p>
        </Notice>
        <ButtonPair>
          <Button variant="choice" name="decision" value="allow">
            Allow sharing
          </Button>
          <Button variant="choice" name="decision" value="refuse">
            Do not allow
          </Button>
        </ButtonPair>
      </Section>
    </form>
  )
}
