import { type ClockDay, DayChart, HeatMap, MonthChart, YearChart } from '#components/energy/index.ts'
import type { UsageDay, UsageMonth, UsagePeriod } from '#lib/energy/index.ts'

interface Props {
  period: UsagePeriod
  days: readonly UsageDay[]
  /** For a year */
  months: readonly UsageMonth[]
  clock: readonly ClockDay[]
}

/** One day by half hours; one month by days; one year by months, and by half hours as shades. */
export function UsageCharts({ period, days, months, clock }: Props) {
  const [day] = days
  if (period.view === 'day') return day && <DayChart day={day} />
  if (period.view === 'month') return <MonthChart month={period.name} days={days} />
  return (
    <div className="space-y-10">
      <YearChart name={period.name} months={months} />
      <HeatMap name={period.name} days={clock} totals={days} />
    </div>
  )
}
