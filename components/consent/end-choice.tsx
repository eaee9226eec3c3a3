import { formatDate, RadioList } from '#components/ui/index.ts'

interface Props {
  until: string[]
  asked: string
  chosen: string
  /** The last day as it stands, if the question is whether to change it */
  now?: string | undefined
  error: string | undefined
}

/** Until when: the date that was asked for, or sooner (C7). Dates, not durations. */
export function EndChoice({ until, asked, chosen, now, error }: Props) {
  return (
    <RadioList
      name="until"
      legend="When should sharing end?"
      hint="It ends by itself at the end of that day. You can stop sooner at any time."
      error={error}
      items={until.map((date) => ({
        value: date,
        label: `Until ${formatDate(date)}`,
        hint:
          [...(date === asked ? ['What they ask for.'] : []), ...hintOf(date, now)].join(' ') || undefined,
        checked: date === chosen,
      }))}
    />
  )
}

function hintOf(date: string, now: string | undefined): string[] {
  if (now === undefined) return []
  if (date === now) return ['As it ends now.']
  return [date > now ? 'Longer than now.' : 'Shorter than now.']
}
