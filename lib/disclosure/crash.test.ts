import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { type Acknowledged, liveAndCrash } from '#lib/testing/crash.ts'

// A killed process leaves the operating system's cache alone. So this shows that nothing is acknowledged before
// PostgreSQL has written it, and that what it wrote is whole; that it also reaches the disk is PostgreSQL's own
// promise, under the settings that the last test reads.

/** After how many acknowledgements each round ends; a test's name tells. */
const moments = Array.from({ length: 3 }, () => randomInt(40, 140))

const dataDir = mkdtempSync(join(tmpdir(), 'energyos-crash-'))
const rounds: Acknowledged[] = []
let database: EmbeddedPostgres

const all = (what: string) => rounds.flatMap((told) => [...(told.get(what) ?? [])]).sort()

beforeAll(async () => {
  process.env.DATA_DIR = dataDir
  for (const [round, many] of moments.entries()) rounds.push(await liveAndCrash(dataDir, round, many))
  database = await startEmbeddedPostgres({ dataDir })
  process.env.DATABASE_URL = database.url
})

afterAll(async () => {
  const { pool } = await import('#lib/db/index.ts')
  await pool().end()
  await database.stop()
  rmSync(dataDir, { recursive: true })
})

const query = async (text: string, values: unknown[]): Promise<string[]> => {
  const { pool } = await import('#lib/db/index.ts')
  const { rows } = await pool().query<{ id: string }>(text, values)
  return rows.map(({ id }) => id).sort()
}

test(`crashed after ${moments.join(', ')} acknowledgements, some of each kind`, () => {
  for (const told of rounds) {
    expect([...told.keys()].sort()).toEqual(['checkpoint', 'disclosed', 'given', 'withdrawn'])
  }
})

test('no acknowledged consent is lost, and none has another state', async () => {
  const states = `select arrangement_id as id from consent where arrangement_id = any($1) and state = any($2)`
  expect(await query(states, [all('given'), ['active', 'withdrawn']])).toEqual(all('given'))
})

test('no acknowledged withdrawal is lost', async () => {
  const withdrawn = `select arrangement_id as id from consent where arrangement_id = any($1) and state = 'withdrawn'`
  expect(await query(withdrawn, [all('withdrawn')])).toEqual(all('withdrawn'))
})

test('no disclosure that was let go is without its record', async () => {
  const recorded = `select interaction_id as id from disclosure where interaction_id = any($1)`
  expect(await query(recorded, [all('disclosed')])).toEqual(all('disclosed'))
})

test.each([
  ['given', 'consent.given'],
  ['withdrawn', 'consent.withdrawn'],
])('what was %s stands on the ledger', async (what, type) => {
  const entered = `select convert_from(leaf, 'UTF8')::jsonb ->> 'arrangement' as id from ledger_entry where type = $1`
  expect(await query(entered, [type])).toEqual(expect.arrayContaining(all(what)))
})

test('the ledger verifies, and begins with every checkpoint that was published before a crash', async () => {
  const { ledgerSigner, sequenceNow } = await import('#lib/ledger/index.ts')
  const { openReadSide } = await import('#lib/ledger/testing.ts')
  await sequenceNow()
  const log = await openReadSide(ledgerSigner)
  for (const told of rounds) {
    const last = [...(told.get('checkpoint') ?? [])].at(-1) ?? ''
    expect(await log.verify(Buffer.from(last, 'base64').toString())).toMatchObject({ ok: true })
  }
  log.close()
})

test('each batch on the ledger holds as many disclosures as it says', async () => {
  const { pool } = await import('#lib/db/index.ts')
  const { rows } = await pool().query(`
    select (convert_from(leaf, 'UTF8')::jsonb ->> 'count')::int as said, count(d.id)::int as held
    from ledger_entry e left join disclosure d on d.batch_seq = e.seq
    where type = 'disclosures.closed' group by e.seq, leaf`)
  expect(rows.length).toBeGreaterThan(0)
  for (const { said, held } of rows) expect(held).toBe(said)
})

test.each(['fsync', 'synchronous_commit', 'full_page_writes'])('%s is on', async (setting) => {
  expect(await query('select current_setting($1) as id', [setting])).toEqual(['on'])
})
