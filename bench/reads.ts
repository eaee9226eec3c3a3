import { isoInstant } from '#lib/energy/index.ts'
import { signProof } from './dpop.ts'
import type { FilledHome } from './fill.ts'
import type { Call } from './load.ts'
import type { Side } from './pass.ts'
import type { Trial } from './round.ts'
import { caseNames, cases, type Settings } from './settings.ts'

const DAY = 86_400_000

/** Stands for the node's address, which proofs name; the listener is told the same. */
export const issuer = 'http://localhost:3000'

/** Whole UTC days [from, to) of one home. */
export interface Read {
  home: FilledHome
  from: number
  to: number
}

/** So many reads of `days` days, spread over homes and dates; the same list each time. */
export function planReads(homes: FilledHome[], days: number, count: number): Read[] {
  return Array.from({ length: count }, (_, i) => {
    const home = homes[(i * 7_919) % homes.length] as FilledHome
    const from = home.firstDay + ((i * 104_729) % (home.wh.length / 48 - days + 1))
    return { home, from, to: from + days }
  })
}

const pathOf = ({ handle }: FilledHome): string => `/energy/v1/supply-points/${handle}/readings`

/** The address of a home's readings as proofs name it (RFC 9449 section 4.2, htu). */
export const htuOf = (home: FilledHome): string => issuer + pathOf(home)

/** A read as the data API is asked for it: token and a proof signed just now. */
export const apiCall = ({ home, from, to }: Read) => ({
  path: `${pathOf(home)}?from=${isoInstant(from * DAY)}&to=${isoInstant(to * DAY)}`,
  headers: {
    authorization: `DPoP ${home.accessToken}`,
    dpop: signProof('GET', htuOf(home), home.accessToken),
  },
})

/** The same read as the bare server is asked for it. */
export const bareCall = ({ home, from, to }: Read): Call => ({
  path: `/?key=${home.supplyPointKey}&from=${from}&to=${to}`,
  headers: {},
})

const callOf: Record<Side, (read: Read) => Call> = { ours: apiCall, bare: bareCall }

/** What the data API and the bare server are asked for. */
export const readTrials = (homes: FilledHome[], { requests }: Settings): Trial[] =>
  caseNames.map((name) => {
    const reads = planReads(homes, cases[name], requests[name])
    return { name, prepare: (side) => reads.map(callOf[side]) }
  })

/** Wh of every half hour that an answer must hold. */
export const expected = ({ home, from, to }: Read): Int32Array =>
  home.wh.subarray((from - home.firstDay) * 48, (to - home.firstDay) * 48)
