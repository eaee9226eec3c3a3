import { PrismaPg } from '@prisma/adapter-pg'
import { singleton } from '../core/singleton.ts'
import { PrismaClient } from './generated/client.ts'
import { pool } from './pool.ts'

/** The one Prisma client, over the one pool. Outside `lib/db`, ask `db()` of `transaction.ts` instead. */
export const prisma = singleton('prisma', () => new PrismaClient({ adapter: new PrismaPg(pool()) }))
