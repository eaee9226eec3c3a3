import { AppError } from '#lib/core/index.ts'

const POSTCODE = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$/

/** Reads a postcode as people type it (`se85rt`) and writes it as the post does (`SE8 5RT`). Throws `invalid`. */
export function parsePostcode(text: string): string {
  const [, outward, inward] = POSTCODE.exec(text.toUpperCase().replace(/[\s\-.]/g, '')) ?? []
  if (outward && inward) return `${outward} ${inward}`
  throw new AppError('invalid', 'postcode', 'Enter a full postcode, for example SE8 5RT')
}
