import { Button, CheckboxList, Field, LinkButton } from '#components/ui/index.ts'
import { type FormState, toLines } from './form-values.ts'
import { roleWords } from './words.ts'

interface Props extends FormState {
  action: string
  /** Where the reader goes who leaves without sending it */
  back: string
  button: string
  /** A register number is given once */
  isNew: boolean
}

const fields = [
  { name: 'legalName', label: 'Legal name', autoComplete: 'off' },
  { name: 'tradingName', label: 'Trading name', hint: 'What consumers know it by.', autoComplete: 'off' },
  { name: 'website', label: 'Website', type: 'url', hint: 'An https address.' },
  { name: 'privacyUrl', label: 'Privacy notice', type: 'url', hint: 'An https address.' },
  {
    name: 'contactEmail',
    label: 'Contact email',
    type: 'email',
    hint: 'Of an office, not of a person: it is public.',
  },
  {
    name: 'contactPhone',
    label: 'Contact phone',
    type: 'tel',
    hint: 'Of an office, not of a person: it is public.',
  },
] as const

/** The details of a participant: to enrol one, or to change them. */
export function ParticipantForm({ action, back, button, isNew, values, faults }: Props) {
  const roles = toLines(values.roles)
  return (
    <form action={action} method="post" noValidate className="space-y-6">
      {isNew ? (
        <Field
          name="registerNumber"
          label="Register number"
          hint="Letters, digits and hyphens. It never changes."
          defaultValue={values.registerNumber}
          error={faults.registerNumber}
          width="medium"
        />
      ) : (
        <input type="hidden" name="registerNumber" value={values.registerNumber} />
      )}
      {fields.map((field) => (
        <Field key={field.name} {...field} defaultValue={values[field.name]} error={faults[field.name]} />
      ))}
      <CheckboxList
        name="roles"
        legend="Roles"
        legendSize="label"
        error={faults.roles}
        items={Object.entries(roleWords).map(([value, label]) => ({
          value,
          label,
          checked: roles.includes(value),
        }))}
      />
      <p className="flex flex-wrap gap-3">
        <Button>{button}</Button>
        <LinkButton href={back} variant="quiet">
          Cancel
        </LinkButton>
      </p>
    </form>
  )
}
