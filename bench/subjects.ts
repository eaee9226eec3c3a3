import type { Lifecycle } from '#lib/ops/lifecycle.ts'
import { checkAnswers } from './check-answers.ts'
import type { FilledHome } from './fill.ts'
import type { Part } from './measure-part.ts'
import { listParts } from './parts.ts'
import { planReads, readTrials } from './reads.ts'
import type { Servers, Trial } from './round.ts'
import { caseNames, cases, type Settings, type Subject } from './settings.ts'
import { startServer } from './start-server.ts'
import { standingRows } from './token/rows.ts'
import { tokenTrials } from './token/trials.ts'

/** Two servers that run, what they are asked for, and the steps that are measured beside them. */
export interface Bench {
  servers: Servers
  trials: Trial[]
  parts: Part[]
}

type SetUp = (homes: FilledHome[], settings: Settings, life: Lifecycle) => Promise<Bench>

export const setUp: Record<Subject, SetUp> = {
  /** Authorised reads, beside `node:http` and `pg` that send the same bytes */
  async reads(homes, settings, life) {
    const servers = await startServers(['api-server.ts', 'bare-server.ts'], settings, life)
    const ports = { ours: servers.ours.port, bare: servers.bare.port }
    for (const name of caseNames) {
      for (const read of planReads(homes, cases[name], 10)) await checkAnswers(read, ports)
    }
    return { servers, trials: readTrials(homes, settings), parts: listParts(homes, settings) }
  },

  /** The token endpoint and introspection, beside oidc-provider by itself in memory */
  async tokens(homes, settings, life) {
    const servers = await startServers(['token/our-server.ts', 'token/bare-server.ts'], settings, life)
    for (const server of Object.values(servers)) await server.give(standingRows(homes))
    return { servers, trials: tokenTrials(homes, servers, settings), parts: [] }
  },
}

function startServers(
  [ours, bare]: [string, string],
  { profile }: Settings,
  life: Lifecycle,
): Promise<Servers> {
  const flags = profile ? ['--cpu-prof', '--cpu-prof-dir=bench/results'] : []
  return life.start(
    async () => ({ ours: await startServer(ours, flags), bare: await startServer(bare) }),
    (servers) => Promise.all([servers.ours.stop(), servers.bare.stop()]),
  )
}
