import { DateText, LinkButton, Tag } from '#components/ui/index.ts'
import type { Device } from '#lib/energy/index.ts'

interface Props {
  home: string
  devices: readonly (Device & { owned: boolean; kindName: string })[]
}

/** Cars, chargers and heat pumps at a home; those that were given away stay in the list. */
export function DeviceList({ home, devices }: Props) {
  if (devices.length === 0) return <p className="text-muted">No car, charger or heat pump is linked yet.</p>
  return (
    <ul className="divide-y divide-line border-y border-line">
      {devices.map((device) => (
        <li key={device.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
          <div className="min-w-0">
            <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-h3">
              {device.label}
              {device.demo && <Tag>Demo</Tag>}
            </h3>
            <p className="text-muted">
              {device.kindName}: {device.make} {device.model}
            </p>
            <p className="text-fine text-muted">
              Yours from <DateText date={device.ownedFrom} />
              {device.ownedUntil && (
                <>
                  {' '}
                  until <DateText date={device.ownedUntil} format="day-time" />
                </>
              )}
            </p>
          </div>
          {device.owned && device.ownedUntil === null && (
            <LinkButton
              href={`/homes/${home}/devices/${device.id}/release`}
              variant="quiet"
              small
              aria-label={`No longer mine: ${device.label}`}
            >
              No longer mine
            </LinkButton>
          )}
        </li>
      ))}
    </ul>
  )
}
