import { Button, ButtonPair, Notice, Section } from '#components/ui/index.ts'
import type { Choices, ConsentSummary, OfferedHome, Question } from '#lib/consent/index.ts'
import { DetailChoice, type DetailOption } from './detail-choice.tsx'
import { EndChoice } from './end-choice.tsx'
import { HomeChoice } from './home-choice.tsx'
import { HowToStop } from './how-to-stop.tsx'

export interface ConsentFormProps {
  /** Where the form goes */
  action: string
  summary: ConsentSummary
  /** The digest of the summary, which goes back with the decision */
  shown: string
  /** What was asked for first, then ever less */
  details: DetailOption[]
  /** What was asked for and the proof of no home opens */
  withheld: DetailOption[]
  /** Last days of sharing: the one asked for first, then sooner */
  until: string[]
  homes: OfferedHome[]
  /** What stands, if the question is whether to change it */
  now: (Choices & { consentId: string }) | undefined
  /** Answers of a form that came back, or what stands */
  chosen: Choices
  /** What is wrong with an answer, by its field */
  errors: Partial<Record<Question, string>>
  /** Where people without a browser stop sharing */
  phone: string
  /** What happens then, where the browser goes back to nobody */
  afterwards?: string | undefined
}

/**
 * The consumer's choices and the decision: C5, C6, C7, C9 to C12 and C15. Nothing new is chosen beforehand: the
 * form starts empty, or with what stands.
 */
export function ConsentForm({
  action,
  summary,
  shown,
  details,
  withheld,
  until,
  homes,
  now,
  chosen,
  errors,
  phone,
  afterwards = 'Your device will show what you decided. You can then close this page.',
}: ConsentFormProps) {
  const { recipient, returnsTo } = summary
  return (
    <form action={action} method="post" noValidate className="space-y-8">
      <input type="hidden" name="shown" value={shown} />
      {now && <input type="hidden" name="standing" value={now.consentId} />}
      <HomeChoice
        homes={homes}
        chosen={chosen.supplyPoints}
        now={now?.supplyPoints}
        error={errors.supplyPoints}
      />
      <DetailChoice
        options={details}
        withheld={withheld}
        chosen={chosen.usage}
        now={now?.usage}
        error={errors.usage}
      />
      <EndChoice
        until={until}
        asked={summary.until}
        chosen={chosen.until}
        now={now?.until}
        error={errors.until}
      />
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
              afterwards
            )}
          </p>
        </Notice>
        <ButtonPair>
          <Button variant="choice" name="decision" value="allow">
            {now ? 'Allow the change' : 'Allow sharing'}
          </Button>
          <Button variant="choice" name="decision" value="refuse">
            Do not allow
          </Button>
        </ButtonPair>
      </Section>
    </form>
  )
}
