import pg from 'pg'
import { singleton } from '../core/singleton.ts'

/**
 * Rows are asked for by their keys, so a plan goes by an index wherever there is one. One made while a table was small
 * would read all of it, and is kept until PostgreSQL next analyses the table, however it has grown. Where there is no
 * index, PostgreSQL before 18 takes the price of that for a reason to compile the statement, which is slower than any.
 */
const BY_INDEX = 'set enable_seqscan = off; set jit = off'

/** The one connection pool, shared by Prisma and the hot read path. Never with `binary: true` (bytea is corrupted). */
export const pool = singleton('pool', () => {
  const connectionString = process.env.DATABASE_URL
  if (!connectionString) throw new Error('DATABASE_URL is not set: start the database before using it.')
  const created = new pg.Pool({
    connectionString,
    max: Number(process.env.DATABASE_POOL ?? 16),
    onConnect: (client) => client.query(BY_INDEX),
  })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  created.on('error', () => undefined)
  return created
})
