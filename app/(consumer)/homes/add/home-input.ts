import { z } from 'zod'
import { AppError, nowMs } from '#lib/core/index.ts'
import { parsePostcode, parseSupplyNumber, type SupplyNumber, settlementDateOf } from '#lib/energy/index.ts'

const line = z.string().max(64).default('')

export const homePost = z.object({ postcode: line, number: line, movedIn: line })

export type HomeField = keyof z.output<typeof homePost>

interface ParsedHome {
  /** What is wrong, by field */
  faults: Partial<Record<HomeField, string>>
  home: { postcode: string; number: SupplyNumber; movedIn: string } | undefined
}

/** What was typed, read; or what is wrong with it, in kind words. */
export function parseHome(typed: Partial<Record<HomeField, string>>): ParsedHome {
  const faults: ParsedHome['faults'] = {}
  const read = <T>(field: HomeField, parse: (text: string) => T): T | undefined => {
    try {
      return parse(typed[field] ?? '')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      faults[field] = error.message
      return undefined
    }
  }
  const postcode = read('postcode', parsePostcode)
  const number = read('number', parseSupplyNumber)
  const movedIn = read('movedIn', parseMovedIn)
  return { faults, home: postcode && number && movedIn ? { postcode, number, movedIn } : undefined }
}

function parseMovedIn(text: string): string {
  const parsed = z.iso.date().safeParse(text)
  if (!parsed.success || text < '1972-01-01')
    throw new AppError('invalid', 'moved-in', 'Enter the day you moved in')
  if (text > settlementDateOf(nowMs()))
    throw new AppError('invalid', 'moved-in', 'Enter a day that is not in the future')
  return text
}
