import { loadavg } from 'node:os'
import { pool } from '#lib/db/index.ts'
import type { Lifecycle } from '#lib/ops/lifecycle.ts'
import { openBenchDatabase } from './database.ts'
import { type Facts, readFacts } from './facts.ts'
import { fill } from './fill.ts'
import { measurePart, type PartCost } from './measure-part.ts'
import type { Pass } from './pass.ts'
import { issuer } from './reads.ts'
import { runRound } from './round.ts'
import type { Settings, Subject } from './settings.ts'
import { type Bench, setUp } from './subjects.ts'

export interface Results {
  facts: Facts
  settings: Settings
  passes: Record<Subject, Pass[]>
  parts: PartCost[]
}

/** One address and one client send everything; each request is counted as ever. */
const unlimited = { LIMIT_ADDRESS: '1000000', LIMIT_CLIENT: '1000000' }

/** The whole benchmark in one run: one database, two servers for each subject, rounds of passes in which they take turns. */
export async function compare(settings: Settings, life: Lifecycle): Promise<Results> {
  const loadBefore = loadavg()[0] ?? 0
  console.log('Filling a database ...')
  const { url } = await life.start(openBenchDatabase, (database) => database.stop())
  const given = { NODE_ENV: 'production', APP_MODE: 'demo', LOG_LEVEL: 'info', ISSUER: issuer, ...unlimited }
  Object.assign(process.env, given, { DATABASE_URL: url, DATABASE_POOL: String(settings.pool) })
  await life.start(pool, (opened) => opened.end())
  const homes = await fill(settings)
  const facts = await readFacts(loadBefore)
  const results: Results = { facts, settings, passes: { reads: [], tokens: [] }, parts: [] }
  for (const subject of settings.subjects) {
    console.log(`Measuring ${subject} ...`)
    const { passes, parts } = await runRounds(await setUp[subject](homes, settings, life), settings)
    results.passes[subject] = passes
    results.parts.push(...parts)
  }
  return results
}

/** One round to warm up, which doesn't count, then as many as were asked for. */
async function runRounds({ servers, trials, parts }: Bench, settings: Settings) {
  const results: Pick<Results, 'parts'> & { passes: Pass[] } = { passes: [], parts: [] }
  for (let round = 0; round <= settings.rounds; round++) {
    console.log(round === 0 ? 'Warming up ...' : `Round ${round} of ${settings.rounds} ...`)
    const passes = await runRound(round, servers, trials, settings)
    const costs = []
    for (const part of parts) costs.push(await measurePart(part, round))
    if (round === 0) continue
    results.passes.push(...passes)
    results.parts.push(...costs)
  }
  return results
}
