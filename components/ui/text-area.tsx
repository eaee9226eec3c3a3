import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { FormGroup, type FormGroupProps, inputProps } from './form-group.tsx'

export interface TextAreaProps
  extends FormGroupProps,
    Omit<ComponentProps<'textarea'>, 'className' | 'id' | 'name'> {
  /** For what a program reads: keys, addresses */
  code?: boolean | undefined
}

/** Several lines of text to fill in. */
export function TextArea({ name, label, hint, error, code = false, rows = 4, ...rest }: TextAreaProps) {
  const group = { name, label, hint, error }
  return (
    <FormGroup {...group}>
      <textarea
        {...inputProps(group)}
        rows={rows}
        spellCheck={!code}
        className={clsx(
          'mt-1 block w-full rounded-md border-2 bg-surface p-3',
          code && 'font-mono text-fine',
          error ? 'border-danger' : 'border-edge',
        )}
        {...rest}
      />
    </FormGroup>
  )
}
