import { RadioList } from '#components/ui/index.ts'

/** The one question on the way out: nothing is chosen beforehand, and it may be left open (W1). */
export function DeletionQuestion({ legend, hint }: { legend: string; hint: string }) {
  return (
    <RadioList
      name="deletion"
      legend={legend}
      legendSize="label"
      hint={`${hint} You can leave this open.`}
      items={[
        { value: 'yes', label: 'Yes, ask for that' },
        { value: 'no', label: 'No' },
      ]}
    />
  )
}
