import { startEmbeddedPostgres } from '#lib/db/embedded.ts'

/**
 * Once the server runs: joins the PostgreSQL that it keeps in the same folder, so that tests add people and homes
 * with the verbs of `lib`, beside the server that they test.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { url, stop } = await startEmbeddedPostgres({ dataDir: process.env.E2E_DATA_DIR ?? '' })
  process.env.DATABASE_URL = url
  return stop
}
