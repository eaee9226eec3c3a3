import { Button, Field, RadioList } from '#components/ui/index.ts'

interface Props {
  home: string
  slot: string
  address: string
  /** By field, as typed or as kept */
  values: Record<string, string>
  faults: Record<string, string>
  /** Whether there is one to forget */
  isKept: boolean
  vatPercent: number
}

/** Prices as they stand on a bill, in pence. */
export function TariffForm({ home, slot, address, values, faults, isKept, vatPercent }: Props) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: faults[name] })
  return (
    <form action="/usage/tariff/keep" method="post" noValidate className="space-y-8">
      <input type="hidden" name="home" value={home} />
      <input type="hidden" name="slot" value={slot} />
      <p>
        Home: <span className="font-bold">{address}</span>
      </p>
      <Field
        {...field('unitRate')}
        label="Price of a unit, in pence for each kWh"
        hint="For example 24.5. With a day and a night price, type the day price here."
        inputMode="decimal"
        width="short"
      />
      <Field
        {...field('standingCharge')}
        label="Standing charge, in pence for each day"
        hint="For example 53.35. Type 0 if there is none."
        inputMode="decimal"
        width="short"
      />
      <RadioList
        name="vat"
        legend="Do these prices include VAT?"
        hint={`VAT on electricity at home is ${vatPercent}%.`}
        error={faults.vat}
        items={[
          { value: 'included', label: 'Yes, they include VAT', checked: values.vat === 'included' },
          { value: 'added', label: `No, add VAT of ${vatPercent}%`, checked: values.vat === 'added' },
        ]}
      />
      <div className="space-y-6">
        <div>
          <h2 className="text-h2">Times with another price</h2>
          <p className="mt-1 text-muted">
            Leave these empty if the price is the same all day. Times are those of the clock on your wall.
          </p>
        </div>
        {[1, 2, 3].map((n) => (
          <fieldset key={n} className="space-y-3">
            <legend className="font-bold">Time {n}</legend>
            <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
              <Field {...field(`from${n}`)} label="From" type="time" step={1800} />
              <Field {...field(`to${n}`)} label="Until" type="time" step={1800} />
              <Field {...field(`rate${n}`)} label="Pence for each kWh" inputMode="decimal" />
            </div>
          </fieldset>
        ))}
      </div>
      <div className="flex flex-wrap gap-3">
        <Button name="decision" value="keep">
          Save these prices
        </Button>
        {isKept && (
          <Button variant="quiet" name="decision" value="forget">
            Delete them
          </Button>
        )}
      </div>
    </form>
  )
}
