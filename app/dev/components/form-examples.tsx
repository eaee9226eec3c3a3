import { CheckboxList, Field, RadioList, Section } from '#components/ui/index.ts'
import { Example } from './example.tsx'

const meters = [
  { value: 'home', label: '12 Alder Row, N1', hint: 'Electricity meter, number ends 4821' },
  { value: 'garage', label: 'Garage, Alder Row, N1', hint: 'Electricity meter, number ends 0937' },
  { value: 'old', label: '3 Quay Street, BS1', unavailable: 'You moved out on 4 May 2026' },
]

const ends = [
  { value: 'once', label: 'Only once', hint: 'They read it today, then it ends' },
  { value: '3', label: 'Until 23 February 2027' },
  { value: '12', label: 'Until 23 November 2027', hint: 'This is what they asked for' },
]

export function FormExamples() {
  return (
    <Section heading="Questions" id="questions">
      <Example name="Field, and Field with an error">
        <div className="space-y-6">
          <Field name="name" label="Your name" autoComplete="name" hint="As on your energy bill" />
          <Field
            name="email"
            label="Email address"
            type="email"
            autoComplete="email"
            error="Enter your email address"
          />
          <Field name="code" label="Code" inputMode="numeric" autoComplete="one-time-code" width="short" />
        </div>
      </Example>
      <Example name="CheckboxList: one item is not available, and says why">
        <CheckboxList
          name="meter"
          legend="Which meters do you want to share?"
          hint="Choose one or more"
          items={meters}
        />
      </Example>
      <Example name="RadioList: an answer given before is kept">
        <RadioList
          name="until"
          legend="Until when?"
          items={ends.map((item) => ({ ...item, checked: item.value === '3' }))}
        />
      </Example>
      <Example name="CheckboxList with an error, legend as a label">
        <CheckboxList
          name="meters"
          legend="Which meters?"
          legendSize="label"
          error="Choose at least one meter"
          items={meters.slice(0, 2)}
        />
      </Example>
    </Section>
  )
}
