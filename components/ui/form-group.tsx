import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { type Described, describedBy, FieldErrorText } from './field-error.tsx'

export interface FormGroupProps extends Described {
  label: ReactNode
}

/** Label, hint and fault around what is filled in. */
export function FormGroup({ name, label, hint, error, children }: FormGroupProps & { children: ReactNode }) {
  return (
    <div className={clsx('space-y-1', error && 'border-l-4 border-danger pl-4')}>
      <label htmlFor={name} className="block font-bold">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="text-muted">
          {hint}
        </p>
      )}
      {error && <FieldErrorText id={`${name}-error`} message={error} />}
      {children}
    </div>
  )
}

/** What ties an input to its group. */
export const inputProps = (group: FormGroupProps) => ({
  id: group.name,
  name: group.name,
  'aria-describedby': describedBy(group),
  'aria-invalid': group.error ? true : undefined,
})
