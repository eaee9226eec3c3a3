import { parseArgs } from 'node:util'

/** The reads that are compared, by how many UTC days each asks for. */
export const cases = { day: 1, month: 30, year: 365 } as const
export type Case = keyof typeof cases
export const caseNames = Object.keys(cases) as Case[]

/** What can be measured. */
const subjects = ['reads', 'tokens'] as const
export type Subject = (typeof subjects)[number]

export interface Settings {
  subjects: readonly Subject[]
  /** Small and short: shows that it runs, says little about cost */
  quick: boolean
  /** Write V8 CPU profiles of our processes */
  profile: boolean
  homes: number
  /** Days of readings that each home has */
  days: number
  connections: number
  /** Connections of each server to PostgreSQL */
  pool: number
  /** Rounds that count; in each, every case is sent to both servers */
  rounds: number
  /** Requests of one pass */
  requests: Record<Case, number>
  tokenRequests: number
  /** How often each step is run by itself in one round */
  steps: number
  /** A pass that takes longer ends early, long before its DPoP proofs are too old */
  passSeconds: number
}

const full = {
  homes: 200,
  rounds: 5,
  requests: { day: 3_000, month: 3_000, year: 1_500 },
  tokenRequests: 1_500,
  steps: 500,
}
const quick = {
  homes: 10,
  rounds: 3,
  requests: { day: 150, month: 150, year: 75 },
  tokenRequests: 100,
  steps: 50,
}

/** Settings from the command line. Throws TypeError on a flag or a subject that isn't known. */
export function readSettings(args: string[]): Settings {
  const flag = { type: 'boolean', default: false } as const
  const { values, positionals } = parseArgs({
    args,
    options: { quick: flag, profile: flag },
    allowPositionals: true,
  })
  const unknown = positionals.find((name) => !(subjects as readonly string[]).includes(name))
  if (unknown) throw new TypeError(`'${unknown}' is not one of ${subjects.join(', ')}.`)
  const chosen = subjects.filter((name) => positionals.length === 0 || positionals.includes(name))
  return {
    ...values,
    subjects: chosen,
    days: 400,
    connections: 8,
    pool: 16,
    passSeconds: 20,
    ...(values.quick ? quick : full),
  }
}
