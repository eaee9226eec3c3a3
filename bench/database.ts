import { mkdirSync } from 'node:fs'
import pg from 'pg'
import { startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'

export interface BenchDatabase {
  url: string
  stop(): Promise<void>
}

/**
 * A fresh database with all migrations, on a real PostgreSQL of its own, which keeps its promises: fsync is on.
 * The folder stays from run to run, since making it takes longer than anything else.
 */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  mkdirSync('bench/results', { recursive: true })
  const server = await startEmbeddedPostgres({ dataDir: 'bench/results/postgres' })
  const url = new URL('/bench', server.url).href
  // Without force: a second run beside this one is told so instead of cutting the first one off.
  await administer(server.url, 'drop database if exists bench', 'create database bench')
  await migrate(url)
  return {
    url,
    async stop() {
      await administer(server.url, 'drop database bench with (force)').finally(server.stop)
    },
  }
}

async function administer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
