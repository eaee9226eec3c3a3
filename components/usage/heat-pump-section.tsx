import { formatEnergy, formatKwh } from '#components/energy/index.ts'
import { Details, formatDate, Section, Table, Tag } from '#components/ui/index.ts'

/** A day, a month, or all that is shown. */
export interface HeatPumpSum {
  electricityWh: number
  heatWh: number | null
  /** In tenths; undefined where it would mean nothing */
  cop: number | undefined
  flowTenths: number | null
}

interface Props {
  total: HeatPumpSum & { boundary: string | null; demo: boolean }
  /** Days, or months for a year; none where only one day is shown */
  parts: readonly (HeatPumpSum & { name: string })[]
}

/** What the meters of a heat pump include (SEPEMO). */
const boundaries: Record<string, string> = {
  H1: 'The heat pump alone is measured.',
  H2: 'The heat pump is measured with the pump or fan that brings it heat from outside.',
  H3: 'The heat pump is measured with its outside pump or fan and its back-up heater.',
  H4: 'The heat pump is measured with all its pumps and its back-up heater.',
}

/** Electricity in, heat out, and how many times more. */
export function HeatPumpSection({ total, parts }: Props) {
  const { electricityWh, heatWh, cop, boundary, demo } = total
  return (
    <Section heading="Your heat pump" id="heat-pump">
      <p className="text-h3 font-bold">
        {cop === undefined
          ? `${formatEnergy(electricityWh)} of electricity used`
          : `${tenths(cop)} units of heat for each unit of electricity`}
      </p>
      {demo && <Tag>Demo data</Tag>}
      <p>
        {`It used ${formatEnergy(electricityWh)} of electricity`}
        {heatWh === null ? '. Its heat is not measured.' : ` and gave ${formatEnergy(heatWh)} of heat.`}
        {cop !== undefined && ' Heat divided by electricity is called COP.'}
        {boundary && ` ${boundaries[boundary]}`}
      </p>
      {parts.length > 0 ? (
        <Details summary={`Show the ${parts.length} rows as a table`}>
          <Numbers rows={parts} />
        </Details>
      ) : (
        total.flowTenths !== null && (
          <p>The water that flowed out had {tenths(total.flowTenths)} °C on average.</p>
        )
      )}
    </Section>
  )
}

function Numbers({ rows }: { rows: Props['parts'] }) {
  return (
    <Table
      caption="Heat pump"
      captionHidden
      stack
      columns={[
        { label: 'When' },
        { label: 'Electricity in, kWh', numeric: true },
        { label: 'Heat out, kWh', numeric: true },
        { label: 'COP', numeric: true },
        { label: 'Flow, °C', numeric: true },
      ]}
      rows={rows.map(({ name, electricityWh, heatWh, cop, flowTenths }) => ({
        key: name,
        cells: [
          formatDate(name, name.length > 7 ? 'weekday-day' : 'month'),
          formatKwh(electricityWh),
          heatWh === null ? 'not known' : formatKwh(heatWh),
          cop === undefined ? 'none' : tenths(cop),
          flowTenths === null ? 'not known' : tenths(flowTenths),
        ],
      }))}
    />
  )
}

const tenths = (n: number): string => (n / 10).toFixed(1)
