import type { ReactNode } from 'react'

/** The fault of one field, just above it. */
export function FieldErrorText({ id, message }: { id: string; message: string }) {
  return (
    <p id={id} className="font-bold text-danger">
      <span className="sr-only">Error: </span>
      {message}
    </p>
  )
}

export interface Described {
  /** Also the id of what is filled in, so that an error summary can link to it */
  name: string
  hint?: ReactNode
  error?: string | undefined
}

/** Value of `aria-describedby`: ids of hint and fault, as far as there are any. */
export const describedBy = ({ name, hint, error }: Described) =>
  [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
