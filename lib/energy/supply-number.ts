import { AppError } from '#lib/core/index.ts'
import { formatMpan, parseMpan } from './mpan.ts'
import { fitsMprn, parseMprn } from './mprn.ts'

/** Electricity has an MPAN, gas an MPRN. */
export type NumberKind = 'mpan' | 'mprn'

export interface SupplyNumber {
  kind: NumberKind
  digits: string
  /** Its check digits don't fit, which for gas is a doubt and no fault */
  doubtful: boolean
}

/** What bills print between the groups of a number, and the S before a full supply number */
const BETWEEN = /[\s.\-–/]|^\s*s(?=[\s\d])/gi

/**
 * Reads the number of an electricity or gas meter as people copy it from a bill: groups, spaces and the whole 21-digit
 * supply number are fine. Throws `invalid` with a kind message that never repeats what was typed.
 */
export function parseSupplyNumber(text: string): SupplyNumber {
  const digits = text.replace(BETWEEN, '')
  if (!/^[0-9]+$/.test(digits)) throw fault('digits', 'Enter the number from your bill, in digits only')
  if (digits.length === 13 || digits.length === 21) return electricity(digits)
  if (digits.length < 6 || digits.length > 13)
    throw fault(
      'length',
      `You entered ${digits.length} digits. An electricity number has 13 digits, a gas number 6 to 11`,
    )
  if (digits.length === 12)
    throw fault('length', 'You entered 12 digits. An electricity number has 13: one is missing')
  return { kind: 'mprn', digits: parseMprn(digits), doubtful: !fitsMprn(digits) }
}

function electricity(digits: string): SupplyNumber {
  try {
    return { kind: 'mpan', digits: parseMpan(digits), doubtful: false }
  } catch {
    throw fault('check', 'One of these digits must be wrong. Compare the number with your bill')
  }
}

const fault = (what: string, message: string) => new AppError('invalid', `supply-number-${what}`, message)

/** As bills print it. */
export const formatSupplyNumber = (kind: NumberKind, digits: string): string =>
  kind === 'mpan' ? formatMpan(digits) : digits
