import type { ReactNode } from 'react'
import { RadioList } from '#components/ui/index.ts'

export interface DetailOption {
  permission: string
  label: string
  reveals: string
  /** What it would show of the consumer's own home */
  preview?: ReactNode
}

interface Props {
  options: DetailOption[]
  /** What was asked for, or nearer to it, and can't be chosen until more is proved */
  withheld: DetailOption[]
  chosen: string | undefined
  /** What stands, if the question is whether to change it */
  now?: string | undefined
  error: string | undefined
}

/** How much detail: what was asked for, or less (C6). */
export function DetailChoice({ options, withheld, chosen, now, error }: Props) {
  const [asked] = [...withheld, ...options]
  if (!asked) return null
  return (
    <RadioList
      name="usage"
      legend="How much detail do you want to share?"
      hint="You can share less than they ask for. Their service may then work less well."
      error={error}
      items={[
        ...withheld.map(({ permission, label }) => ({
          value: permission,
          label,
          unavailable: `${permission === asked.permission ? 'What they ask for. ' : ''}You can share this once you have proved that you are in the home.`,
        })),
        ...options.map(({ permission, label, reveals, preview }) => ({
          value: permission,
          label,
          hint: [
            ...(permission === asked.permission ? ['What they ask for.'] : []),
            ...(permission === now ? ['As you share now.'] : []),
            `Can reveal: ${reveals}`,
          ].join(' '),
          checked: permission === chosen,
          more: preview,
        })),
      ]}
    />
  )
}
