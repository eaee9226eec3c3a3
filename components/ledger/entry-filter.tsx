import { Button } from '#components/ui/index.ts'

interface Props {
  labels: Record<string, string>
  chosen: string | undefined
}

/** Chooses one kind of entry; a plain GET form, so that the address can be shared. */
export function EntryFilter({ labels, chosen }: Props) {
  return (
    <form method="get" action="/regulator/ledger#entries" className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 space-y-1">
        <label htmlFor="type" className="block font-bold">
          Kind of entry
        </label>
        <select
          id="type"
          name="type"
          defaultValue={chosen ?? ''}
          className="min-h-13 w-full max-w-96 rounded-md border-2 border-edge bg-surface px-3"
        >
          <option value="">All kinds</option>
          {Object.entries(labels).map(([type, label]) => (
            <option key={type} value={type}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <Button variant="quiet">Show</Button>
    </form>
  )
}
