import { CheckboxList, formatDate, Notice } from '#components/ui/index.ts'
import type { Home } from '#lib/energy/index.ts'

/** Which homes, none ticked; those that can't be chosen say why (C5). */
export function HomeChoice({ homes, error }: { homes: Home[]; error: string | undefined }) {
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
      items={homes.map(toItem)}
    />
  )
}

function toItem({ supplyPointId, address, postcode, mpanLast4, endsAt }: Home) {
  const item = {
    value: supplyPointId,
    label: `${address}, ${postcode}`,
    hint: `Electricity meter ending ${mpanLast4}`,
  }
  return endsAt ? { ...item, unavailable: `You moved out on ${formatDate(endsAt)}` } : item
}
