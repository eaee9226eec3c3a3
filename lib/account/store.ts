import { db } from '#lib/db/index.ts'

/** A table whose rows hang on an account, and the condition that finds those of `$1`. */
export interface OwnedTable {
  table: string
  condition: string
}

/** Which rows go with which: the foreign keys of one column that cascade. Names come quoted where they need it. */
export const findCascades = () =>
  db().$queryRaw<{ child: string; childColumn: string; parentTable: string; parentColumn: string }[]>`
    select c.conrelid::regclass::text as child, quote_ident(a.attname) as "childColumn",
           c.confrelid::regclass::text as "parentTable", quote_ident(f.attname) as "parentColumn"
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[1]
    where c.contype = 'f' and c.confdeltype = 'c' and cardinality(c.conkey) = 1
      and c.connamespace = current_schema()::regnamespace
    order by 1, 2`

/** The rows of one such table, as JSON; the database named table and columns itself. */
export async function readOwned(
  { table, condition }: OwnedTable,
  accountId: string,
): Promise<Record<string, unknown>[]> {
  const rows = await db().$queryRawUnsafe<{ row: Record<string, unknown> }[]>(
    `select to_jsonb(t) as row from ${table} t where ${condition}`,
    accountId,
  )
  return rows.map(({ row }) => row)
}

/** Keeps anything from being added to an account until the transaction ends; its address, or undefined when it is gone. */
export async function lockAccount(accountId: string): Promise<string | undefined> {
  const rows = await db().$queryRaw<{ email: string }[]>`
    select email from account where id = ${accountId} and role = 'consumer' for update`
  return rows[0]?.email
}

/** Keeps any disclosure from being recorded under these arrangements until the transaction ends, or ever if they go with it. */
export async function lockArrangements(accountId: string): Promise<void> {
  await db().$executeRaw`select from arrangement where account_id = ${accountId} order by id for update`
}

/** Removes everything that hangs on an account, and it. What is agreed goes first: it holds on to homes. */
export async function deleteAccount(accountId: string): Promise<void> {
  await db().$executeRaw`delete from arrangement where account_id = ${accountId}`
  await db().$executeRaw`delete from account where id = ${accountId}`
}
