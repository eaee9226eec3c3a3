import { AppError } from '#lib/core/index.ts'
import { pool } from '#lib/db/index.ts'
import { migrate } from '#lib/db/migrate.ts'
import { env } from '#lib/env.ts'
import { openDatabase } from '#lib/ops/open-database.ts'

/**
 * Runs a command's work on a migrated database: the one that DATABASE_URL names, else the demo's own, joined where a
 * server uses it. The exit code is 0 when the work says true.
 */
export async function withDatabase(work: () => Promise<boolean>): Promise<void> {
  try {
    const database = await openDatabase(env())
    process.env.DATABASE_URL = database.url
    const done = await migrate(database.url)
      .then(work)
      .finally(() => pool().end())
      .finally(database.stop)
    process.exitCode = done ? 0 : 1
  } catch (error) {
    console.error(`\n${explain(error)}\n`)
    process.exitCode = 1
  }
}

/** One sentence for what can be expected, everything for what can't. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  return error instanceof AppError || error.constructor === Error ? error.message : error.stack
}
