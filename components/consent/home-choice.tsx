import { CheckboxList, formatDate, Notice } from '#components/ui/index.ts'
import type { OfferedHome } from '#lib/consent/index.ts'

interface Props {
  homes: OfferedHome[]
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
        <p>
          Or <a href="/homes/add">add your home</a>, and then start again at the company.
        </p>
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
        checked: home.withheld === undefined && !home.closed && chosen.includes(home.supplyPointId),
      }))}
    />
  )
}

function toItem(home: OfferedHome, standing?: string) {
  const { supplyPointId, address, postcode, mpanLast4, fuel, lived, closed, withheld, limited } = home
  const item = {
    value: supplyPointId,
    label: `${address}, ${postcode}`,
    hint: [
      `${fuel === 'gas' ? 'Gas' : 'Electricity'} meter ending ${mpanLast4}`,
      ...(standing ? [standing] : []),
      ...(limited ? ['Days and months only, until you prove that you are in the home'] : []),
      ...readingsFrom(home),
    ].join('. '),
  }
  if (lived === 'now' && closed) return { ...item, unavailable: 'Show again that you live here first' }
  return withheld ? { ...item, unavailable: reasons[withheld](home) } : item
}

/** Said only where it is later than moving in: then the proof is what limits it. */
const readingsFrom = ({ opensAt, startsAt }: OfferedHome): string[] =>
  opensAt && opensAt > startsAt ? [`Nothing from before ${formatDate(opensAt)}`] : []

const reasons: Record<NonNullable<OfferedHome['withheld']>, (home: OfferedHome) => string> = {
  held: ({ endsAt, startsAt }) =>
    `Your supplier says that you moved out on ${formatDate(endsAt ?? startsAt)}. If not, say so under Your homes`,
  'lived-before': ({ endsAt, startsAt }) => `You moved out on ${formatDate(endsAt ?? startsAt)}`,
  'moving-in': ({ startsAt }) => `You move in on ${formatDate(startsAt)}`,
  'not-proved': ({ mpanLast4 }) =>
    `Meter ending ${mpanLast4}. Nothing can be shared until you prove that you live there, under Your homes`,
  gas: ({ mpanLast4 }) => `Gas meter ending ${mpanLast4}. This company did not ask for gas`,
}
