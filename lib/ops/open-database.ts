import pg from 'pg'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded.ts'
import type { Env } from '../env.ts'

/**
 * The database that DATABASE_URL names, or else our own below DATA_DIR. It is ours to stop only if it is our own.
 * Another's may come back after it was away; our own doesn't, and `onLost` is told.
 * @throws Error with one sentence, without the password, when it can't be reached
 */
export async function openDatabase(
  { databaseUrl, dataDir }: Env,
  onLost?: () => void,
): Promise<EmbeddedPostgres> {
  if (!databaseUrl) return startEmbeddedPostgres({ dataDir, onLost })
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.end()
  } catch (error) {
    const { hostname, port, pathname } = new URL(databaseUrl)
    throw new Error(
      `The database ${pathname.slice(1)} at ${hostname}:${port || 5432} (DATABASE_URL) cannot be reached: ${reason(error)}.`,
    )
  }
  return { url: databaseUrl, stop: async () => undefined }
}

/** An AggregateError (all addresses of a host failed) has no message of its own. */
function reason(error: unknown): string {
  const [first] = error instanceof AggregateError ? error.errors : [error]
  return first instanceof Error ? first.message : String(first)
}
