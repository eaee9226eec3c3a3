import { Button, LinkButton } from '#components/ui/index.ts'

export interface PastFilterProps {
  homes: readonly Option[]
  companies: readonly Option[]
  statuses: readonly Option[]
  chosen: { home: string; company: string; status: string }
}

export interface Option {
  value: string
  label: string
}

/** Chooses among past connections; a plain GET form (D5). */
export function PastFilter({ homes, companies, statuses, chosen }: PastFilterProps) {
  return (
    <form method="get" action="/connections/past" className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-3">
        <Choice name="home" label="Home" all="All homes" options={homes} chosen={chosen.home} />
        <Choice
          name="company"
          label="Company"
          all="All companies"
          options={companies}
          chosen={chosen.company}
        />
        <Choice name="status" label="Status" all="All" options={statuses} chosen={chosen.status} />
      </div>
      <div className="flex flex-wrap gap-3">
        <Button variant="quiet" small>
          Show
        </Button>
        <LinkButton href="/connections/past" variant="quiet" small>
          Show all
        </LinkButton>
      </div>
    </form>
  )
}

interface ChoiceProps {
  name: string
  label: string
  all: string
  options: readonly Option[]
  chosen: string
}

function Choice({ name, label, all, options, chosen }: ChoiceProps) {
  return (
    <div className="min-w-0 space-y-1">
      <label htmlFor={name} className="block font-bold">
        {label}
      </label>
      <select
        id={name}
        name={name}
        defaultValue={chosen}
        className="min-h-13 w-full rounded-md border-2 border-edge bg-surface px-3"
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
