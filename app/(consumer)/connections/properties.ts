import type { Property } from '#components/connection/property-header.tsx'
import type { Connection } from '#lib/consent/index.ts'
import { type Home, maskMpan } from '#lib/energy/index.ts'

/** Each home once, with its connections counted. Of its meter number only the last digits leave the server (R3, H7). */
export function toProperties(homes: Home[], connections: Connection[]): Property[] {
  const latest = new Map(homes.toReversed().map((home) => [home.supplyPointId, home]))
  return [...latest.values()].toReversed().map((home) => {
    const here = connections.filter(({ homes }) =>
      homes.some(({ supplyPointId }) => supplyPointId === home.supplyPointId),
    )
    const active = here.filter(({ standing }) => standing).length
    const { supplyPointId, address, postcode, mpanLast4, lived, endsAt } = home
    return {
      supplyPointId,
      address,
      postcode,
      mpan: maskMpan(mpanLast4),
      mpanLast4,
      movedOut: lived === 'before' ? endsAt : null,
      active,
      past: here.length - active,
    }
  })
}
