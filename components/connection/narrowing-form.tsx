import { Button, CheckboxList, LinkButton, RadioList } from '#components/ui/index.ts'
import type { NarrowingOffer } from '#lib/consent/index.ts'

interface Props {
  offer: NarrowingOffer
  name: string
  /** The connection's own page */
  href: string
  error: string | undefined
}

/** What the consumer no longer wants to share (W7). Nothing is ticked beforehand, and what is left alone stays. */
export function NarrowingForm({ offer, name, href, error }: Props) {
  const { standing, homes, permissions, coarser } = offer
  return (
    <form action={`${href}/less/confirm`} method="post" className="space-y-8">
      <input type="hidden" name="standing" value={standing} />
      {homes.length > 0 && (
        <CheckboxList
          name="homes"
          legend="Stop sharing from a home"
          hint="What you do not tick stays shared."
          error={error}
          items={homes.map(({ supplyPointId, label }) => ({ value: supplyPointId, label }))}
        />
      )}
      {permissions.length > 0 && (
        <CheckboxList
          name="permissions"
          legend="Stop sharing some of the data"
          hint="What you do not tick stays shared."
          error={homes.length > 0 ? undefined : error}
          items={permissions.map(({ permission, label }) => ({ value: permission, label }))}
        />
      )}
      {coarser.length > 0 && (
        <RadioList
          name="usage"
          legend="Share less detail"
          hint="If you choose none, the detail stays as it is."
          error={homes.length + permissions.length > 0 ? undefined : error}
          items={coarser.map(({ permission, label, reveals }) => ({
            value: permission,
            label,
            hint: `Can reveal: ${reveals}`,
          }))}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <Button>Share less now</Button>
        <LinkButton href={href} variant="quiet">
          Leave it with {name} as it is
        </LinkButton>
      </div>
    </form>
  )
}
