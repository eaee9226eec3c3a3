import { CheckboxList, formatDate, Notice } from '#components/ui/index.ts'
import type { Home } from '#lib/energy/index.ts'

interface Props {
  homes: Home[]
  /** Supply points that were ticked on a form that came back */
  chosen: string[]
  /** Supply points that are shared now, if the question is whether to change that */
  now?: string[] | undefined
  error: string | undefined
}

/** Which homes, none ticked; those that can't be chosen say why (C5). */
export function HomeChoice({ homes, chosen, now, error }: Props) {
  if (homes.length === 0) {
    return (
      <Notice kind="caution" title="You have no home here yet">
        <p>There is nothing that you could share. You can go back without sharing.</p>
      </Notice>
    )
  }
  return (
    <CheckboxList
      name="supplyPoints"
      legend="Which home do you want to share from?"
      hint="Only what you tick is shared."
      error={error}
      items={homes.map((home) => ({
        ...toItem(home, now && (now.includes(home.supplyPointId) ? 'Shared now.' : 'Not shared now.')),
        checked: home.lived === 'now' && !home.closed && chosen.includes(home.supplyPointId),
      }))}
    />
  )
}

function toItem(home: Home, standing?: string) {
  const { supplyPointId, address, postcode, mpanLast4, lived, startsAt, endsAt, closed } = home
  const item = {
    value: supplyPointId,
    label: `${address}, ${postcode}`,
    hint: [`Electricity meter ending ${mpanLast4}`, ...(standing ? [standing] : [])].join('. '),
  }
  if (lived === 'now' && closed) return { ...item, unavailable: 'Show again that you live here first' }
  if (lived === 'now') return item
  const unavailable =
    lived === 'later'
      ? `You move in on ${formatDate(startsAt)}`
      : `You moved out on ${formatDate(endsAt ?? startsAt)}`
  return { ...item, unavailable }
}
