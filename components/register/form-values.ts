/** What stands in the fields of a form, and what is wrong with it, by the names of the fields. Lists are lines. */
export interface FormState {
  values: Record<string, string>
  faults: Record<string, string>
}

/** Lines that say something. */
export const toLines = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Faults as the summary above a page takes them. */
export const toErrors = (faults: FormState['faults']): { field: string; message: string }[] =>
  Object.entries(faults).map(([field, message]) => ({ field, message }))
