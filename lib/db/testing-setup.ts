import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from './embedded.ts'
import { migrate } from './migrate.ts'

/** Starts a PostgreSQL for this run of the tests and prepares the template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'energyos-test-'))
  const server = await startEmbeddedPostgres({ dataDir, durable: false })
  const base = server.url.slice(0, server.url.lastIndexOf('/'))
  const client = new pg.Client({ connectionString: `${base}/postgres` })
  await client.connect()
  await client.query('create database energyos_template')
  await client.end()
  await migrate(`${base}/energyos_template`)
  project.provide('postgres', base)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
