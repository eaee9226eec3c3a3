import { pool } from './pool.ts'
import { db, inTransaction } from './transaction.ts'

/**
 * SQL under a name of its own, which each connection prepares once. It runs in the transaction that is open here, or
 * else by itself on the pool, past Prisma: for what every request needs.
 */
export function statement<Row>(name: string, text: string): (...values: unknown[]) => Promise<Row[]> {
  return async (...values) => {
    if (inTransaction()) return db().$queryRawUnsafe<Row[]>(text, ...values)
    return (await pool().query({ name, text, values })).rows
  }
}
