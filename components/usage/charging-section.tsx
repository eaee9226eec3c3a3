import { formatEnergy, formatKwh } from '#components/energy/index.ts'
import { formatDate, Section, Table, Tag } from '#components/ui/index.ts'
import type { ChargingSession, UsagePeriod } from '#lib/energy/index.ts'
import { formatPounds } from './format-money.ts'

interface Props {
  period: UsagePeriod
  sessions: readonly ChargingSession[]
}

const sum = (sessions: readonly ChargingSession[]) =>
  sessions.reduce((total, { energyWh }) => total + energyWh, 0)
const times = (n: number) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)

/** When the car was plugged in at home: each time, or by months for a year. */
export function ChargingSection({ period, sessions }: Props) {
  return (
    <Section heading="Car charging at home" id="charging">
      {sessions.length === 0 ? (
        <p>Your car was not plugged in here.</p>
      ) : (
        <>
          <p className="text-h3 font-bold">
            Plugged in {times(sessions.length)}, {formatEnergy(sum(sessions))} in all
          </p>
          {sessions.some(({ demo }) => demo) && <Tag>Demo data</Tag>}
          {period.view === 'year' ? <ByMonth sessions={sessions} /> : <Each sessions={sessions} />}
        </>
      )}
    </Section>
  )
}

function Each({ sessions }: Pick<Props, 'sessions'>) {
  const isPriced = sessions.some(({ costPence }) => costPence !== null)
  const columns = [
    { label: 'Plugged in' },
    { label: 'Unplugged' },
    { label: 'kWh', numeric: true },
    ...(isPriced ? [{ label: 'Cost', numeric: true }] : []),
    { label: 'Charger' },
  ]
  return (
    <Table
      caption="Each time that the car was plugged in"
      captionHidden
      stack
      columns={columns}
      rows={sessions.map(({ charger, startsAt, endsAt, energyWh, costPence }) => ({
        key: `${startsAt.toISOString()} ${charger}`,
        cells: [
          formatDate(startsAt, 'day-time'),
          endsAt ? formatDate(endsAt, 'day-time') : 'not known',
          formatKwh(energyWh),
          ...(isPriced ? [costPence === null ? 'not known' : formatPounds(costPence)] : []),
          charger,
        ],
      }))}
    />
  )
}

function ByMonth({ sessions }: Pick<Props, 'sessions'>) {
  const months = Map.groupBy(sessions, ({ startsAt }) => formatDate(startsAt, 'month'))
  return (
    <Table
      caption="Car charging by month"
      captionHidden
      columns={[{ label: 'Month' }, { label: 'Times', numeric: true }, { label: 'kWh', numeric: true }]}
      rows={[...months].map(([month, of]) => ({ key: month, cells: [month, of.length, formatKwh(sum(of))] }))}
    />
  )
}
