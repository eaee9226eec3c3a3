import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { describedBy, FieldErrorText } from './field-error.tsx'

const widths = { full: 'w-full', medium: 'w-full max-w-80', short: 'w-full max-w-40' }

export interface FieldProps extends Omit<ComponentProps<'input'>, 'className' | 'width' | 'size' | 'id'> {
  /** Also the input's id, so that an error summary can link to it */
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  width?: keyof typeof widths | undefined
}

/** One line of text to fill in. The form should be `noValidate`: the server checks and explains. */
export function Field({ name, label, hint, error, width = 'full', type = 'text', ...rest }: FieldProps) {
  const hintId = hint ? `${name}-hint` : undefined
  const errorId = error ? `${name}-error` : undefined
  return (
    <div className={clsx('space-y-1', error && 'border-l-4 border-danger pl-4')}>
      <label htmlFor={name} className="block font-bold">
        {label}
      </label>
      {hint && (
        <p id={hintId} className="text-muted">
          {hint}
        </p>
      )}
      {error && <FieldErrorText id={`${name}-error`} message={error} />}
      <input
        id={name}
        name={name}
        type={type}
        aria-describedby={describedBy(hintId, errorId)}
        aria-invalid={error ? true : undefined}
        className={clsx(
          'mt-1 block min-h-13 rounded-md border-2 bg-surface px-3',
          error ? 'border-danger' : 'border-edge',
          type === 'file' && 'py-3',
          widths[width],
        )}
        {...rest}
      />
    </div>
  )
}
