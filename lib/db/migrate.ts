import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Prisma Migrate takes this advisory lock too, so the two never run at once. */
const LOCK = 72_707_369

const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`

/**
 * Applies what is missing of `prisma/migrations`, each in its own transaction, and keeps `_prisma_migrations`
 * as Prisma Migrate does, so that `prisma migrate deploy` and `status` agree. Returns the names applied.
 * @throws Error when a migration that was applied has been edited since.
 */
export async function migrate(connectionString: string, folder = 'prisma/migrations'): Promise<string[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(TABLE)
    return await applyMissing(client, folder)
  } finally {
    await client.end()
  }
}

async function applyMissing(client: pg.Client, folder: string): Promise<string[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  const done = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  const applied: string[] = []
  for (const { name, sql, checksum } of readMigrations(folder)) {
    if (done.has(name)) {
      if (done.get(name) !== checksum) throw new Error(`Migration ${name} was edited after it was applied.`)
      continue
    }
    await apply(client, name, sql, checksum)
    applied.push(name)
  }
  return applied
}

async function apply(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}

function readMigrations(folder: string): { name: string; sql: string; checksum: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}
