import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { describedBy, FieldErrorText } from './field-error.tsx'

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'className' | 'id'> {
  /** Also the id, so that an error summary can link to it */
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** For what a program reads: keys, addresses */
  code?: boolean | undefined
}

/** Several lines of text to fill in. */
export function TextArea({ name, label, hint, error, code = false, rows = 4, ...rest }: TextAreaProps) {
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
      <textarea
        id={name}
        name={name}
        rows={rows}
        spellCheck={!code}
        aria-describedby={describedBy(hintId, errorId)}
        aria-invalid={error ? true : undefined}
        className={clsx(
          'mt-1 block w-full rounded-md border-2 bg-surface p-3',
          code && 'font-mono text-fine',
          error ? 'border-danger' : 'border-edge',
        )}
        {...rest}
      />
    </div>
  )
}
