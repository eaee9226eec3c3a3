import { AppError } from '#lib/core/index.ts'

/** The 13-digit core of an electricity supply number: distributor (2), unique part (10), check digit (1). */
export type Mpan = string & { readonly mpan: unique symbol }

/** Primes from 3, of which the industry left out 11 */
const WEIGHTS = [3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43]

/**
 * Reads an MPAN as people type it: spaces are ignored, and of a full 21-digit supply number the last 13 count.
 * Throws `invalid` with a message that never repeats what was typed.
 */
export function parseMpan(text: string): Mpan {
  const digits = text.replace(/\s/g, '')
  if (!/^[0-9]+$/.test(digits)) {
    throw new AppError('invalid', 'mpan-not-digits', 'An MPAN is 13 digits. Enter digits and spaces only.')
  }
  if (digits.length !== 13 && digits.length !== 21) {
    throw new AppError('invalid', 'mpan-length', `An MPAN is 13 digits. You entered ${digits.length}.`)
  }
  const core = digits.slice(-13)
  if (checkDigit(core) !== Number(core[12])) {
    throw new AppError(
      'invalid',
      'mpan-check-digit',
      'That is not an MPAN: one of its digits must be wrong. Check it on your bill.',
    )
  }
  return core as Mpan
}

/** Adds the check digit to the first 12 digits. For demo and research data. */
export function makeMpan(first12: string): Mpan {
  if (!/^[0-9]{12}$/.test(first12))
    throw new AppError('invalid', 'mpan-length', 'An MPAN is made from 12 digits.')
  return `${first12}${checkDigit(first12)}` as Mpan
}

/** `12 0002 3456 781`, as bills print it. */
export const formatMpan = (mpan: string): string => mpan.replace(/^(..)(....)(....)(...)$/, '$1 $2 $3 $4')

/** `•• •••• •••6 781`: only the last 4 digits stay. */
export const maskMpan = (mpan: string): string => formatMpan(`•••••••••${mpanLast4(mpan)}`)

export const mpanLast4 = (mpan: string): string => mpan.slice(-4)

/** Weighted sum mod 11, and 10 becomes 0. */
function checkDigit(digits: string): number {
  return (WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11) % 10
}
