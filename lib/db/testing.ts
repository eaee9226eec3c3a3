import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the test PostgreSQL listens, without a database name */
    postgres: string
  }
}

/**
 * Gives this test file a database of its own, with all migrations, on a real PostgreSQL. Call it once at the
 * top of the file, before anything asks for `pool()`.
 */
export async function useTestDatabase(): Promise<string> {
  const server = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query(`create database ${name} template energyos_template`)
  await client.end()
  process.env.DATABASE_URL = `${server}/${name}`
  return process.env.DATABASE_URL
}
