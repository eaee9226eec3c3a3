import { AsyncLocalStorage } from 'node:async_hooks'
import { singleton } from '../core/singleton.ts'
import { prisma } from './client.ts'
import type { Prisma } from './generated/client.ts'

type Db = Prisma.TransactionClient

const current = singleton('transaction', () => new AsyncLocalStorage<Db>())

/** The transaction we are in, or else the client. Every store asks here, so verbs compose into one transaction. */
export const db = (): Db => current().getStore() ?? prisma()

/** Whether a transaction is open here, for what must not be done outside one (or inside). */
export const inTransaction = (): boolean => current().getStore() !== undefined

/** Runs `work` in one transaction, for 15 seconds at most unless told otherwise; joins the one that is already open. */
export function withTransaction<T>(work: () => Promise<T>, timeout = 15_000): Promise<T> {
  if (current().getStore()) return work()
  return prisma().$transaction((tx) => current().run(tx, work), { timeout, maxWait: 10_000 })
}
