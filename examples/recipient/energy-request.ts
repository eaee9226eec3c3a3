import type { AuthorizationDetails } from 'openid-client'
import { addMonths, isDate, longDate } from './dates.ts'

/** One `authorization_details` element (RFC 9396): what we ask for, or what the consumer granted of it. */
export interface EnergyDetail {
  type: string
  actions: string[]
  /** Permission ids */
  datatypes: string[]
  /** First day that we may see, inclusive */
  history: { from: string }
  /** Last day of sharing, inclusive */
  access: { until: string }
  purpose: string
}

export const ENERGY_DATA = 'urn:energyos:energy-data:v1'

/** The dates from which a consumer may choose when we stop asking: tomorrow's data to 12 months ahead. */
export const untilLimits = (today: string) => ({
  min: today,
  max: addMonths(today, 12),
  usual: addMonths(today, 6),
})

/** Says what is wrong with an end date; undefined when nothing is. */
export function checkUntil(until: unknown, today: string): string | undefined {
  const { min, max } = untilLimits(today)
  if (isDate(until) && until >= min && until <= max) return undefined
  return `Choose a date from ${longDate(min)} to ${longDate(max)}.`
}

/** What a tariff comparison needs: 12 months of half hours, and which meter they belong to. */
export const energyRequest = (until: string, today: string): EnergyDetail => ({
  type: ENERGY_DATA,
  actions: ['read'],
  datatypes: ['supply-point.basic', 'meter.electricity.hh'],
  history: { from: addMonths(today, -12) },
  access: { until },
  purpose: 'tariff_comparison',
})

/** What we ask when somebody wants to change what they share: all of it, for at least as long as they agreed to. */
export function changeRequest({ access }: EnergyDetail, today: string): EnergyDetail {
  const { usual } = untilLimits(today)
  const agreedLonger = access.until > usual
  return energyRequest(agreedLonger ? access.until : usual, today)
}

/** Finds our element in the token response. Throws when nothing usable was granted. */
export function grantedDetail(details: readonly AuthorizationDetails[] | undefined): EnergyDetail {
  const element = details?.find(({ type }) => type === ENERGY_DATA) as Partial<EnergyDetail> | undefined
  const { datatypes, history, access } = element ?? {}
  if (!element || !datatypes || !isDate(history?.from) || !isDate(access?.until)) {
    throw new Error('the token response has no usable authorization_details')
  }
  return element as EnergyDetail
}
