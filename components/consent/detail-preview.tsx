import { DayChart, MonthChart, YearChart } from '#components/energy/index.ts'
import { Details } from '#components/ui/index.ts'
import type { Granularity, UsagePreview } from '#lib/energy/index.ts'

interface Props {
  granularity: Granularity
  /** Of the homes that could be shared */
  previews: readonly UsagePreview[]
}

const words: Record<Granularity, { open: string; shows: string }> = {
  PT30M: {
    open: 'See one day of your own, every half hour',
    shows: 'They would see a picture like this of every day that you share.',
  },
  P1D: {
    open: 'See one month of your own, day by day',
    shows: 'They would see a picture like this of every month that you share, and nothing finer.',
  },
  P1M: {
    open: 'See a year of your own, month by month',
    shows: 'They would see the total of each month that you share, and nothing finer.',
  },
}

/** The consumer's own data as it would be shared, before they choose. For their eyes only; no part of what they agree to. */
export function DetailPreview({ granularity, previews }: Props) {
  if (previews.length === 0) return null
  const { open, shows } = words[granularity]
  return (
    <Details summary={open}>
      <p>{shows} This is only for you: nobody gets it by your looking at it.</p>
      {previews.map((preview) => (
        <div key={preview.home.occupancyId} className="space-y-2">
          {previews.length > 1 && <p className="font-bold">{preview.home.address}</p>}
          <Chart granularity={granularity} preview={preview} />
        </div>
      ))}
    </Details>
  )
}

function Chart({ granularity, preview }: { granularity: Granularity; preview: UsagePreview }) {
  const { day, month, year } = preview
  if (granularity === 'PT30M' && day) return <DayChart day={day} brief />
  if (granularity === 'P1D' && month) return <MonthChart month={month.month} days={month.days} brief />
  if (granularity === 'P1M' && year) return <YearChart name="over the last year" months={year} brief />
  return <p>There are no readings of yours to show yet.</p>
}
