import { type DateFormat, type DateInput, formatDate, machineDate } from './format-date.ts'

export interface DateTextProps {
  date: DateInput
  format?: DateFormat | undefined
}

/** A date or time in words, with its exact value for machines. */
export function DateText({ date, format = 'day' }: DateTextProps) {
  return <time dateTime={machineDate(date)}>{formatDate(date, format)}</time>
}
