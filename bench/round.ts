import type { FilledHome } from './fill.ts'
import { type Pass, runPass, type Side } from './pass.ts'
import { watchPostgres } from './postgres-cpu.ts'
import { apiCall, bareCall, planReads } from './reads.ts'
import { caseNames, cases, type Settings } from './settings.ts'
import type { ServerProcess } from './start-server.ts'

export type Servers = Record<Side, ServerProcess>

const callOf = { api: apiCall, bare: bareCall }

/** A pass of each case against each server; who goes first changes from round to round. */
export async function runRound(
  round: number,
  servers: Servers,
  homes: FilledHome[],
  settings: Settings,
): Promise<Pass[]> {
  const sides: Side[] = round % 2 ? ['api', 'bare'] : ['bare', 'api']
  const postgres = await watchPostgres()
  const passes: Pass[] = []
  for (const name of caseNames) {
    const reads = planReads(homes, cases[name], settings.requests[name])
    for (const side of sides) {
      // Signed before the clock starts: making proofs is the recipient's work.
      const calls = reads.map(callOf[side])
      const driven = { server: servers[side], postgres, calls, ...settings }
      passes.push(await runPass({ case: name, side, round }, driven))
    }
  }
  return passes
}
