import { findCascades, type OwnedTable, readOwned } from './store.ts'

/** Never part of an export: what would open something, or says nothing to anybody. */
const hidden = /^(password_hash|sealed|payload|wh)$/

export interface OwnedRows {
  table: string
  rows: Record<string, unknown>[]
}

/**
 * Every row that goes when this account goes, by table: read from the database's own rules, so that what a later version
 * keeps about somebody can't be forgotten. Secrets and bytes are left out.
 */
export async function listOwnedRows(accountId: string): Promise<OwnedRows[]> {
  const tables = await ownedTables()
  return Promise.all(
    tables.map(async (owned) => ({
      table: owned.table,
      rows: (await readOwned(owned, accountId)).map(withoutSecrets),
    })),
  )
}

/** The tables that hang on an account, nearest first, each with how its rows are found. */
export async function ownedTables(): Promise<OwnedTable[]> {
  const cascades = await findCascades()
  const found: OwnedTable[] = [{ table: 'account', condition: 'id = $1' }]
  for (const parent of found) {
    for (const { child, childColumn, parentTable, parentColumn } of cascades) {
      if (parentTable !== parent.table || found.some(({ table }) => table === child)) continue
      const condition = `${childColumn} in (select ${parentColumn} from ${parentTable} where ${parent.condition})`
      found.push({ table: child, condition })
    }
  }
  return found
}

function withoutSecrets(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => !hidden.test(name) && !isBytes(value)),
  )
}

/** As PostgreSQL's to_jsonb writes bytea. */
const isBytes = (value: unknown): boolean => typeof value === 'string' && value.startsWith('\\x')
