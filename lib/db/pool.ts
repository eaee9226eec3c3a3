import pg from 'pg'
import { singleton } from '../core/singleton.ts'

/** The one connection pool, shared by Prisma and the hot read path. Never with `binary: true` (bytea is corrupted). */
export const pool = singleton('pool', () => {
  const connectionString = process.env.DATABASE_URL
  if (!connectionString) throw new Error('DATABASE_URL is not set: start the database before using it.')
  const created = new pg.Pool({ connectionString, max: Number(process.env.DATABASE_POOL ?? 16) })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  created.on('error', () => undefined)
  return created
})
