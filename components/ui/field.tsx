import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { FormGroup, type FormGroupProps, inputProps } from './form-group.tsx'

const widths = { full: 'w-full', medium: 'w-full max-w-80', short: 'w-full max-w-40' }

export interface FieldProps
  extends FormGroupProps,
    Omit<ComponentProps<'input'>, 'className' | 'width' | 'size' | 'id' | 'name'> {
  width?: keyof typeof widths | undefined
}

/** One line of text to fill in. The form should be `noValidate`: the server checks and explains. */
export function Field({ name, label, hint, error, width = 'full', type = 'text', ...rest }: FieldProps) {
  const group = { name, label, hint, error }
  return (
    <FormGroup {...group}>
      <input
        {...inputProps(group)}
        type={type}
        className={clsx(
          'mt-1 block min-h-13 rounded-md border-2 bg-surface px-3',
          error ? 'border-danger' : 'border-edge',
          type === 'file' && 'py-3',
          widths[width],
        )}
        {...rest}
      />
    </FormGroup>
  )
}
