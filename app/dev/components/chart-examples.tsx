import { DayChart, HeatMap, MonthChart, YearChart } from '#components/energy/index.ts'
import { Section } from '#components/ui/index.ts'
import { Example } from './example.tsx'

/** A made-up day in Wh: low at night, a rise at breakfast, a long evening. */
const made = (periods: number) =>
  Array.from({ length: periods }, (_, index) => {
    const hour = (index / periods) * 24
    const bump = (at: number, width: number) => Math.exp(-(((hour - at) / width) ** 2))
    return Math.round(
      70 + 190 * bump(7.5, 1.2) + 90 * bump(12.5, 1.5) + 520 * bump(18.2, 1.9) + 12 * (index % 3),
    )
  })

const days = Array.from({ length: 31 }, (_, index) => ({
  settlementDate: `2013-03-${String(index + 1).padStart(2, '0')}`,
  value:
    index === 11 || index === 12
      ? null
      : Math.round(8200 + 1900 * Math.sin(index / 2) + 900 * ((index * 7) % 5)),
  readings: index === 11 || index === 12 ? 0 : index === 13 ? 30 : index === 30 ? 46 : 48,
  periods: index === 30 ? 46 : 48,
}))

const months = Array.from({ length: 12 }, (_, index) => ({
  month: `2013-${String(index + 1).padStart(2, '0')}`,
  value: index === 3 ? null : Math.round(310_000 + 90_000 * Math.cos(index / 2)),
  readings: index === 3 ? 0 : index === 4 ? 700 : 1400,
  periods: 1400,
}))

/** The month of `days`, each day like the other, but for two without readings. */
const clock = days.map(({ settlementDate, value }) => ({
  settlementDate,
  start: `${settlementDate}T00:00:00Z`,
  cells: value === null ? Array.from({ length: 48 }, () => null) : made(48),
}))

export function ChartExamples() {
  const holed = made(48).map((value, index) => (index > 19 && index < 25 ? null : value))
  return (
    <Section heading="Charts" id="charts">
      <Example name="DayChart: 48 half hours">
        <DayChart day={{ settlementDate: '2013-03-14', start: '2013-03-14T00:00:00Z', values: made(48) }} />
      </Example>
      <Example name="DayChart: the clocks go forward, 46 half hours">
        <DayChart day={{ settlementDate: '2013-03-31', start: '2013-03-31T00:00:00Z', values: made(46) }} />
      </Example>
      <Example name="DayChart: the clocks go back, 50 half hours">
        <DayChart day={{ settlementDate: '2013-10-27', start: '2013-10-26T23:00:00Z', values: made(50) }} />
      </Example>
      <Example name="DayChart: readings are missing">
        <DayChart day={{ settlementDate: '2013-03-14', start: '2013-03-14T00:00:00Z', values: holed }} />
      </Example>
      <Example name="MonthChart: two days missing, one not complete">
        <MonthChart month="2013-03" days={days} />
      </Example>
      <Example name="YearChart: one month missing, one not complete">
        <YearChart name="2013" months={months} />
      </Example>
      <Example name="HeatMap: two days missing">
        <HeatMap name="March 2013" days={clock} totals={days} />
      </Example>
    </Section>
  )
}
