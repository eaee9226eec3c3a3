export interface FieldError {
  /** `id` of the field at fault: its `name`, for our own fields */
  field?: string | undefined
  /** Same words as beside the field */
  message: string
}

/** First thing on a page that came back with faults. Also begin the page's title with "Error: ". */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null
  return (
    <div
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: without a script this alone brings the reader to the faults
      autoFocus
      className="rounded-md border-3 border-danger bg-surface p-4 sm:p-6"
    >
      <h2 className="text-h3">There is a problem</h2>
      <ul className="mt-2">
        {errors.map(({ field, message }) => (
          <li key={`${field}${message}`} className="font-bold text-danger">
            {field ? (
              <a href={`#${field}`} className="inline-flex min-h-11 items-center">
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
