import { loadavg } from 'node:os'
import { pool } from '#lib/db/index.ts'
import type { Lifecycle } from '#lib/ops/lifecycle.ts'
import { checkAnswers } from './check-answers.ts'
import { openBenchDatabase } from './database.ts'
import { type Facts, readFacts } from './facts.ts'
import { type FilledHome, fill } from './fill.ts'
import { measurePart, type PartCost } from './measure-part.ts'
import { listParts } from './parts.ts'
import type { Pass } from './pass.ts'
import { issuer, planReads } from './reads.ts'
import { runRound, type Servers } from './round.ts'
import { caseNames, cases, type Settings } from './settings.ts'
import { startServer } from './start-server.ts'

export interface Results {
  facts: Facts
  settings: Settings
  passes: Pass[]
  parts: PartCost[]
}

/** One address and one client send everything; each request is counted as ever. */
const unlimited = { LIMIT_ADDRESS: '1000000', LIMIT_CLIENT: '1000000' }

/** The whole benchmark in one run: one database, two servers, rounds of passes in which they take turns. */
export async function compare(settings: Settings, { start }: Lifecycle): Promise<Results> {
  const loadBefore = loadavg()[0] ?? 0
  console.log('Filling a database ...')
  const { url } = await start(openBenchDatabase, (database) => database.stop())
  const given = { NODE_ENV: 'production', APP_MODE: 'demo', LOG_LEVEL: 'info', ISSUER: issuer, ...unlimited }
  Object.assign(process.env, given, { DATABASE_URL: url, DATABASE_POOL: String(settings.pool) })
  await start(pool, (opened) => opened.end())
  const homes = await fill(settings)
  const servers = await start(
    () => startServers(settings),
    ({ api, bare }) => Promise.all([api.stop(), bare.stop()]),
  )
  const facts = await readFacts(loadBefore)
  return { facts, settings, ...(await runRounds(servers, homes, settings)) }
}

async function startServers({ profile }: Settings): Promise<Servers> {
  const flags = profile ? ['--cpu-prof', '--cpu-prof-dir=bench/results'] : []
  return { api: await startServer('api-server.ts', flags), bare: await startServer('bare-server.ts') }
}

/** One round to warm up, which doesn't count, then as many as were asked for. */
async function runRounds(servers: Servers, homes: FilledHome[], settings: Settings) {
  const ports = { api: servers.api.port, bare: servers.bare.port }
  for (const name of caseNames) {
    for (const read of planReads(homes, cases[name], 10)) await checkAnswers(read, ports)
  }
  const results: Pick<Results, 'passes' | 'parts'> = { passes: [], parts: [] }
  for (let round = 0; round <= settings.rounds; round++) {
    console.log(round === 0 ? 'Warming up ...' : `Round ${round} of ${settings.rounds} ...`)
    const passes = await runRound(round, servers, homes, settings)
    const parts = []
    for (const part of listParts(homes, settings)) parts.push(await measurePart(part, round))
    if (round === 0) continue
    results.passes.push(...passes)
    results.parts.push(...parts)
  }
  return results
}
