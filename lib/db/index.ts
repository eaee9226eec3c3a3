export { Prisma } from './generated/client.ts'
export { pool } from './pool.ts'
export { db, inTransaction, withTransaction } from './transaction.ts'
