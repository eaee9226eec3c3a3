import { clockTime, formatKwh } from '#components/energy/index.ts'
import { LinkButton, Section, Table } from '#components/ui/index.ts'
import type { Cost, CostLine } from '#lib/tariff/index.ts'
import { formatPounds } from './format-money.ts'

interface Props {
  home: string
  /** "November 2026" */
  period: string
  mine: Cost | undefined
  other: Cost | undefined
  /** A price as pence: "24.50" */
  priceOf: (price: number) => string
  vatPercent: number
}

/** What the days that are shown cost, and would cost under another tariff. */
export function CostSection({ home, period, mine, other, priceOf, vatPercent }: Props) {
  const link = (slot: string) => `/usage/tariff?${new URLSearchParams({ home, slot })}`
  return (
    <Section heading="What it cost" id="cost">
      {mine ? (
        <>
          <p className="text-h3 font-bold">
            {formatPounds(mine.totalPence)} for {period}
          </p>
          <CostTable cost={mine} caption={`Cost with your tariff, ${period}`} {...{ priceOf, vatPercent }} />
          <p>
            As if these prices applied on every day shown. Each amount is rounded to the nearest penny, and
            half a penny is rounded up.
          </p>
          {mine.missing > 0 && (
            <p>
              {mine.missing} half hours have no reading. What they cost is not included, so you will have paid
              more.
            </p>
          )}
          {other && <Comparison {...{ period, mine, other, priceOf, vatPercent }} />}
        </>
      ) : (
        <p>Type in what you pay for electricity, and this page says what each day, month and year cost.</p>
      )}
      <p className="no-print flex flex-wrap gap-3">
        <LinkButton href={link('mine')} variant="quiet" small>
          {mine ? 'Change what you pay' : 'Type in what you pay'}
        </LinkButton>
        {mine && (
          <LinkButton href={link('other')} variant="quiet" small>
            {other ? 'Change the other tariff' : 'Compare with another tariff'}
          </LinkButton>
        )}
      </p>
    </Section>
  )
}

interface TableProps extends Pick<Props, 'priceOf' | 'vatPercent'> {
  cost: Cost
  caption: string
}

function CostTable({ cost, caption, priceOf, vatPercent }: TableProps) {
  const { lines, days, standingPence, vatPence, totalPence } = cost
  const isAdded = vatPence > 0
  return (
    <Table
      caption={caption}
      captionHidden
      columns={[{ label: 'For' }, { label: 'Amount', numeric: true }, { label: 'Cost', numeric: true }]}
      rows={[
        ...lines.map((line) => ({
          key: `units ${line.band?.from ?? 'else'}`,
          cells: [
            `${timeOf(line, lines.length > 1)} at ${priceOf(line.rate)}p`,
            `${formatKwh(line.wh)} kWh`,
            formatPounds(line.pence),
          ],
        })),
        {
          key: 'standing',
          cells: ['Standing charge', days === 1 ? '1 day' : `${days} days`, formatPounds(standingPence)],
        },
        ...(isAdded ? [{ key: 'vat', cells: ['VAT', `${vatPercent}%`, formatPounds(vatPence)] }] : []),
        {
          key: 'total',
          cells: [
            <strong key="total">Total{isAdded ? '' : ', with VAT'}</strong>,
            '',
            <strong key="sum">{formatPounds(totalPence)}</strong>,
          ],
        },
      ]}
    />
  )
}

const timeOf = ({ band }: CostLine, several: boolean): string => {
  if (band) return `Units from ${clockTime(band.from)} to ${clockTime(band.to)}`
  return several ? 'Units at other times' : 'Units'
}

function Comparison({
  period,
  mine,
  other,
  ...look
}: Pick<Props, 'period' | 'priceOf' | 'vatPercent'> & { mine: Cost; other: Cost }) {
  const difference = other.totalPence - mine.totalPence
  return (
    <div className="space-y-4">
      <h3 className="text-h3">
        {difference === 0
          ? 'The other tariff would have cost the same'
          : `The other tariff would have cost ${formatPounds(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'}`}
      </h3>
      <CostTable cost={other} caption={`Cost with the other tariff, ${period}`} {...look} />
      <p>With what you used in {period}. You might use it at other times with other prices.</p>
    </div>
  )
}
