import { ChoiceList, type ChoiceListProps } from './choice-list.tsx'

/** A question with any number of answers. */
export function CheckboxList(props: ChoiceListProps) {
  return <ChoiceList type="checkbox" {...props} />
}
