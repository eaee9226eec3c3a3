import { nowMs } from '#lib/core/index.ts'
import { DAY_MS, readRegister } from '#lib/energy/index.ts'
import { type Claim, type OccupancyVerifier, refused } from '../verifier.ts'
import { isWithin, isWithinThen } from './tolerance.ts'

/**
 * Type the reading on your meter: whoever can read it is in the home. The reading of the day they moved in, which is on
 * their first bill, shows that day too.
 */
export const meterReading: OccupancyVerifier = {
  method: 'meter-reading',
  shows: 'possession',
  fields: ['reading', 'first'],

  async offers({ supplyPointId }) {
    return (await readRegister(supplyPointId)) !== undefined
  },

  async judge(claim, { reading = '', first = '' }) {
    const [shown, then] = [parseReading(reading), first.trim() ? parseReading(first) : undefined]
    if (shown === undefined || (first.trim() && then === undefined)) return refused('not-readable')
    const last = await readRegister(claim.supplyPointId)
    if (!last) return refused('nothing-to-compare')
    if (!isWithin(shown, last, nowMs())) return refused('no-match')
    if (then === undefined) return { accepted: true }
    return (await fitsMoveIn(claim, then)) ? { accepted: true, movedIn: claim.startsAt } : refused('no-match')
  },
}

async function fitsMoveIn({ supplyPointId, startsAt }: Claim, then: number): Promise<boolean> {
  const register = await readRegister(supplyPointId, startsAt.getTime() + DAY_MS)
  return register !== undefined && isWithinThen(then, register)
}

/** Whole kWh: the figures after the comma, which meters show in red, don't count. */
function parseReading(text: string): number | undefined {
  const [, digits] = /^\s*(\d[\d\s]{0,9})([.,]\d*)?\s*(kwh)?\s*$/i.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits.replace(/\s/g, ''))
}
