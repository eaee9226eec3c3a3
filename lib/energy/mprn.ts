import { AppError } from '#lib/core/index.ts'

/** The number of a gas supply point: 6 to 11 digits, of which the last two are check digits. */
export type Mprn = string & { readonly mprn: unique symbol }

/** Reads an MPRN, without spaces. Throws `invalid` with a message that never repeats what was typed. */
export function parseMprn(digits: string): Mprn {
  if (!/^[0-9]{6,11}$/.test(digits)) {
    throw new AppError('invalid', 'mprn-length', 'An MPRN is 6 to 11 digits.')
  }
  return digits as Mprn
}

/**
 * Whether the check digits fit. One public source describes them and none of the industry, so a number that fails is
 * doubted, not refused.
 */
export const fitsMprn = (digits: string): boolean => makeMprn(digits.slice(0, -2)) === digits

/** Adds the check digits to what is before them. For demo data. */
export function makeMprn(body: string): Mprn {
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (body.length - i), 0)
  return parseMprn(`${body}${String(sum % 11).padStart(2, '0')}`)
}
