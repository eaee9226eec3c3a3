import type { ComponentProps, ReactNode } from 'react'

export interface SelectProps extends Omit<ComponentProps<'select'>, 'className' | 'id' | 'children'> {
  /** Also the id */
  name: string
  label: ReactNode
  options: readonly { value: string; label: string }[]
}

/** One answer out of a list that is too long, or too dull, for radio buttons. */
export function Select({ name, label, options, ...rest }: SelectProps) {
  return (
    <div className="space-y-1">
      <label htmlFor={name} className="block font-bold">
        {label}
      </label>
      <select
        id={name}
        name={name}
        className="mt-1 block min-h-13 w-full rounded-md border-2 border-edge bg-surface px-3"
        {...rest}
      >
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
