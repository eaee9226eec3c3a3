import { ChoiceList, type ChoiceListProps } from './choice-list.tsx'

/** A question with one answer. */
export function RadioList(props: ChoiceListProps) {
  return <ChoiceList type="radio" {...props} />
}
