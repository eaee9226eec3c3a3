import type { Call } from './load.ts'
import { type Pass, runPass, type Side, sides } from './pass.ts'
import { watchPostgres } from './postgres-cpu.ts'
import type { Settings } from './settings.ts'
import type { ServerProcess } from './start-server.ts'

export type Servers = Record<Side, ServerProcess>

/** One thing that both servers are asked for. */
export interface Trial {
  name: string
  /** The calls of one pass, signed and with all that they need in place: making them is not the server's work */
  prepare(side: Side): Call[] | Promise<Call[]>
}

/** A pass of each trial against each server; who goes first changes from round to round. */
export async function runRound(
  round: number,
  servers: Servers,
  trials: Trial[],
  settings: Settings,
): Promise<Pass[]> {
  const order = round % 2 ? sides : sides.toReversed()
  const postgres = await watchPostgres()
  const passes: Pass[] = []
  for (const { name, prepare } of trials) {
    for (const side of order) {
      const calls = await prepare(side)
      const driven = { server: servers[side], postgres, calls, ...settings }
      passes.push(await runPass({ case: name, side, round }, driven))
    }
  }
  return passes
}
