import { formatDate } from '#components/ui/index.ts'

export interface Property {
  supplyPointId: string
  address: string
  postcode: string
  /** Formatted, with only the last digits shown */
  mpan: string
  mpanLast4: string
  /** When they moved out, if they did */
  movedOut: Date | null
  /** Connections that stand, paused ones too */
  active: number
  past: number
}

/** Each home, its meter, and how many connections it has (D12). */
export function PropertyHeaders({ properties }: { properties: Property[] }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {properties.map(({ supplyPointId, address, postcode, mpan, mpanLast4, movedOut, active, past }) => (
        <li key={supplyPointId} className="rounded-md border border-line bg-surface p-4">
          <h2 className="text-h3">{address}</h2>
          <p className="text-fine text-muted">
            {postcode}
            {movedOut && `. You moved out on ${formatDate(movedOut)}`}
          </p>
          <p className="mt-3 text-fine">
            Electricity meter number (MPAN){' '}
            <span aria-hidden="true" className="font-bold whitespace-nowrap tabular-nums">
              {mpan}
            </span>
            <span className="sr-only">ending {mpanLast4}</span>
          </p>
          <p className="mt-3 border-t border-line pt-3">
            <span className="font-bold">{active} current</span>,{' '}
            {past > 0 ? (
              <a href={`/connections/past?home=${supplyPointId}`}>
                {past} past<span className="sr-only"> at {address}</span>
              </a>
            ) : (
              '0 past'
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
