import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { hashId } from '../hash-id.ts'
import { findRecord, upsertRecord } from '../store.ts'
import { leaveTrace } from './store.ts'

// One connection, so that its plans and its statistics are those of all that is asked.
process.env.DATABASE_POOL = '1'
await useTestDatabase()

const model = 'AuthorizationCode'
const later = new Date('2100-01-01T00:00:00Z')

/** Stores a code, finds it and uses it up. */
async function useCode(): Promise<void> {
  const idHash = hashId(randomUUID())
  await upsertRecord({
    model,
    idHash,
    grantId: null,
    uid: null,
    userCode: null,
    payload: '{}',
    expiresAt: later,
  })
  expect((await findRecord({ model, idHash }))?.consumedAt).toBeNull()
  const marks = [{ model: 'DPoPProof' as const, idHash: hashId(randomUUID()), expiresAt: later }]
  expect(await leaveTrace({ marks, consumed: [{ model, idHash }], tokens: [], records: [] })).toBeUndefined()
}

/** Rows that anybody has read so far, by whichever way. */
async function rowsRead(): Promise<number> {
  await pool().query('select pg_stat_force_next_flush()')
  const { rows } = await pool().query<{ read: string }>(
    `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read from pg_stat_user_tables
     where relname in ('oidc_record', 'access_token', 'replay')`,
  )
  return Number(rows[0]?.read)
}

test.each(['nothing', '30 rows'])('planned for %s, a code costs no more among thousands', async (held) => {
  const add = (rows: number) =>
    pool().query(
      `insert into oidc_record (model, id_hash, payload, expires_at)
       select $1, sha256(convert_to(gen_random_uuid()::text, 'UTF8')), '{}', $2 from generate_series(1, $3::int)`,
      [model, later, rows],
    )
  await pool().query('truncate oidc_record')
  if (held === '30 rows') await add(30)
  await pool().query('vacuum analyze')
  // PostgreSQL keeps a plan for all values once it has made five for some.
  for (let i = 0; i < 7; i++) await useCode()
  await add(5_000)
  const before = await rowsRead()
  await useCode()
  expect((await rowsRead()) - before).toBeLessThan(20)
})
