import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { describedBy, FieldErrorText } from './field-error.tsx'

export interface ChoiceItem {
  value: string
  label: ReactNode
  hint?: ReactNode
  /** Only for an answer that the reader gave before; nothing optional starts ticked */
  checked?: boolean | undefined
  /** Why this can't be chosen; it stays in the list, with the reason */
  unavailable?: string | undefined
}

export interface ChoiceListProps {
  /** Name of the inputs; the first one has it as id, so that an error summary can link to it */
  name: string
  legend: ReactNode
  /** `title` when the question is the page's only heading */
  legendSize?: 'title' | 'section' | 'label' | undefined
  hint?: ReactNode
  error?: string | undefined
  items: readonly ChoiceItem[]
}

const legends = { title: 'text-h1', section: 'text-h2', label: 'text-body' }

/** A question with several answers; `CheckboxList` and `RadioList` say which kind. */
export function ChoiceList(props: ChoiceListProps & { type: 'checkbox' | 'radio' }) {
  const { type, name, legend, legendSize = 'section', hint, error, items } = props
  return (
    <div className={clsx(error && 'border-l-4 border-danger pl-4')}>
      <fieldset aria-describedby={describedBy(props)} className="min-w-0">
        <Legend size={legendSize}>{legend}</Legend>
        {hint && (
          <p id={`${name}-hint`} className="mt-1 text-muted">
            {hint}
          </p>
        )}
        {error && <FieldErrorText id={`${name}-error`} message={error} />}
        <div className="mt-3 space-y-2">
          {items.map((item, index) => (
            <Choice
              key={item.value}
              type={type}
              name={name}
              id={index ? `${name}-${index}` : name}
              item={item}
            />
          ))}
        </div>
      </fieldset>
    </div>
  )
}

function Legend({ size, children }: { size: keyof typeof legends; children: ReactNode }) {
  const style = clsx('font-bold tracking-tight', legends[size])
  if (size === 'label') return <legend className={style}>{children}</legend>
  const Heading = size === 'title' ? 'h1' : 'h2'
  return (
    <legend>
      <Heading className={style}>{children}</Heading>
    </legend>
  )
}

interface ChoiceProps {
  type: 'checkbox' | 'radio'
  name: string
  id: string
  item: ChoiceItem
}

function Choice({ type, name, id, item }: ChoiceProps) {
  const { value, label, hint, checked = false, unavailable } = item
  const note = unavailable ?? hint
  return (
    <label
      htmlFor={id}
      className={clsx(
        'flex min-h-13 gap-4 rounded-md border p-3',
        unavailable
          ? 'border-dashed border-edge'
          : 'cursor-pointer border-line bg-surface hover:border-ink has-checked:border-accent has-checked:ring-1 has-checked:ring-accent',
      )}
    >
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
        disabled={unavailable !== undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className="choice-input"
      />
      <span className="min-w-0">
        <span className={clsx('block', unavailable ? 'text-muted' : 'font-bold')}>{label}</span>
        {note && (
          <span id={`${id}-note`} className="block text-muted">
            {note}
          </span>
        )}
      </span>
    </label>
  )
}
