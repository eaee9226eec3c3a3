/** The fault of one field, just above it. */
export function FieldErrorText({ id, message }: { id: string; message: string }) {
  return (
    <p id={id} className="font-bold text-danger">
      <span className="sr-only">Error: </span>
      {message}
    </p>
  )
}

/** Value of `aria-describedby`: ids of what is there. */
export const describedBy = (...ids: (string | false | undefined)[]) =>
  ids.filter(Boolean).join(' ') || undefined
