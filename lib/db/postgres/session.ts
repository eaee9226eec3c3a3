import pg from 'pg'
import type { Running } from './running.ts'

/** Any number that nothing else locks. Who uses the server holds it shared; who may end it holds it alone. */
const IN_USE = 520_311_907

/**
 * Opens the session by which a process shows that it uses this PostgreSQL. It ends with the process however
 * that ends, so nobody has to clean up after a kill. Waits while another process is ending the server.
 */
export async function openSession({ port }: Running, password: string): Promise<pg.Client> {
  const session = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' })
  session.on('error', () => undefined)
  try {
    await session.connect()
    await session.query('select pg_advisory_lock_shared($1)', [IN_USE])
    return session
  } catch (error) {
    await session.end().catch(() => undefined)
    throw error
  }
}

/** Gives our use up. True when nobody else uses the server; new arrivals wait until the session ends. */
export async function isLast(session: pg.Client): Promise<boolean> {
  await session.query('select pg_advisory_unlock_shared($1)', [IN_USE])
  const { rows } = await session.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
    IN_USE,
  ])
  return rows[0]?.alone === true
}

/** Makes the database when it is missing, also when another process makes it at the same time. */
export async function ensureDatabase(session: pg.Client, name: string): Promise<void> {
  const { rowCount } = await session.query('select from pg_database where datname = $1', [name])
  if (rowCount) return
  await session
    .query(`create database ${session.escapeIdentifier(name)}`)
    .catch((error: pg.DatabaseError) => {
      if (error.code !== '42P04' && error.code !== '23505') throw error
    })
}
