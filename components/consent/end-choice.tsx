import { formatDate, RadioList } from '#components/ui/index.ts'

interface Props {
  until: string[]
  asked: string
  chosen: string
  error: string | undefined
}

/** Until when: the date that was asked for, or sooner (C7). Dates, not durations. */
export function EndChoice({ until, asked, chosen, error }: Props) {
  return (
    <RadioList
      name="until"
      legend="When should sharing end?"
      hint="It ends by itself at the end of that day. You can stop sooner at any time."
      error={error}
      items={until.map((date) => ({
        value: date,
        label: `Until ${formatDate(date)}`,
        hint: date === asked ? 'What they ask for' : undefined,
        checked: date === chosen,
      }))}
    />
  )
}
