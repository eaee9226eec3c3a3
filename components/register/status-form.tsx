import { Button, Field, LinkButton, RadioList } from '#components/ui/index.ts'
import type { FormState } from './form-values.ts'
import { eventWords, type StatusEvent } from './words.ts'

interface Props extends FormState {
  action: string
  back: string
  event: StatusEvent
  reasons: { code: string; label: string }[]
  /** It takes a second operator: this only proposes */
  proposes: boolean
}

/** Why a status changes: a reason of the list, and one sentence that everybody may read. */
export function StatusForm({ action, back, event, reasons, proposes, values, faults }: Props) {
  const { button } = eventWords[event]
  return (
    <form action={action} method="post" noValidate className="space-y-6">
      <RadioList
        name="code"
        legend="Why?"
        hint="The company, its consumers and everybody who reads the register see this."
        error={faults.code}
        items={reasons.map(({ code, label }) => ({ value: code, label, checked: code === values.code }))}
      />
      <Field
        name="sentence"
        label="One sentence more"
        hint="At most 200 characters. Everybody can read it: no names of people, and nothing that helps an attacker."
        defaultValue={values.sentence}
        error={faults.sentence}
        maxLength={200}
      />
      <p className="flex flex-wrap gap-3">
        <Button variant={event === 'reinstate' ? 'primary' : 'danger'}>
          {proposes ? `Propose: ${button}` : button}
        </Button>
        <LinkButton href={back} variant="quiet">
          Cancel
        </LinkButton>
      </p>
    </form>
  )
}
