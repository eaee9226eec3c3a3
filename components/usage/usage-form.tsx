import { Button, Field, Select } from '#components/ui/index.ts'
import type { Home, UsagePeriod } from '#lib/energy/index.ts'

interface Props {
  homes: readonly Home[]
  home: Home
  period: UsagePeriod
  error: string | undefined
}

const views = [
  { value: 'day', label: 'One day' },
  { value: 'month', label: 'One month' },
  { value: 'year', label: 'One year' },
]

/** Which home, and which day, month or year. It only asks: a GET form. */
export function UsageForm({ homes, home, period, error }: Props) {
  return (
    <form action="/usage" method="get" noValidate className="no-print space-y-4">
      {homes.length > 1 ? (
        <Select
          name="home"
          label="Home"
          defaultValue={home.occupancyId}
          options={homes.map(({ occupancyId, address, postcode }) => ({
            value: occupancyId,
            label: `${address}, ${postcode}`,
          }))}
        />
      ) : (
        <input type="hidden" name="home" value={home.occupancyId} />
      )}
      <div className="grid grid-cols-1 items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <Select name="view" label="Show" defaultValue={period.view} options={views} />
        <Field
          name="date"
          label="A day in it"
          type="date"
          defaultValue={period.first}
          error={error}
          min={home.firstReading ?? undefined}
          max={home.lastReading ?? undefined}
        />
        <Button>Show</Button>
      </div>
    </form>
  )
}
