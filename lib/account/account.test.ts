import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findAccount } from '#lib/auth/index.ts'
import { giveConsent, refuseConsent, showConnection } from '#lib/consent/index.ts'
import { db, pool } from '#lib/db/index.ts'
import { env } from '#lib/env.ts'
import { commitTo } from '#lib/ledger/commitment.ts'
import { ledgerSigner, parseEntry, sequenceNow } from '#lib/ledger/index.ts'
import { openReadSide, type ReadSide } from '#lib/ledger/testing.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, grantedOf, lastDays } from '#lib/testing/party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { eraseAccount } from './erase-account.ts'
import { exportAccount } from './export-account.ts'
import { ownedTables } from './owned-rows.ts'
import { printCsv } from './print-csv.ts'

let node: TestNode
let world: World
let readSide: ReadSide
let count = 0

beforeAll(async () => {
  node = await startTestNode()
  readSide = await openReadSide(ledgerSigner)
})
afterAll(async () => {
  readSide.close()
  await node.close()
})
beforeEach(async () => {
  world = await makeWorld(`account-${++count}`)
})

const asked = () => ({
  requestId: randomUUID(),
  detail: energyRequest(),
  product: world.product,
  redirectUri: world.redirectUri,
})
const give = () => giveConsent(world.actor, { ...asked(), choices: allowAll(world).allow })
const fresh = () => ({ ...world.actor, signedInAt: new Date() })

/** Somebody who shares, whose data was read, and who has refused something too. */
async function livedIn() {
  const { party, tokens } = await connect(node, world)
  const granted = grantedOf(tokens)
  const read = () =>
    party.get(`/energy/v1/supply-points/${granted.supply_points[0]}/readings`, tokens, lastDays(2))
  expect((await read()).status).toBe(200)
  await refuseConsent(world.actor, asked())
  return { party, tokens, read, arrangementId: granted.arrangement_id as `arr_${string}` }
}

/** Every row of every table, as text. */
async function dump(): Promise<Map<string, string>> {
  const { rows } = await pool().query(
    "select c.oid::regclass::text as name from pg_class c where relkind = 'r' and relnamespace = current_schema()::regnamespace",
  )
  const texts = new Map<string, string>()
  for (const { name } of rows) {
    const { rows: all } = await pool().query(`select to_jsonb(t)::text as text from ${name} t`)
    texts.set(name, all.map(({ text }) => text).join('\n'))
  }
  return texts
}

describe('[R10] the export', () => {
  test('has the profile, homes, connections, receipts, uses, refusals, messages and ledger entries', async () => {
    const { arrangementId } = await livedIn()
    const all = await exportAccount(world.actor)
    expect(all.records.account).toMatchObject([{ email: `account-${count}@test.example` }])
    expect(all.homes).toMatchObject([{ address: `1 account-${count} Street` }])
    expect(all.connections).toMatchObject([{ arrangementId, receipt: { '@type': 'dpv:ConsentReceipt' } }])
    expect(all.records.disclosure).toMatchObject([{ permission: 'meter.electricity.hh', readings: 96 }])
    expect(all.records.consent?.map(({ state }) => state).toSorted()).toEqual(['active', 'rejected'])
    expect(all.messages).toMatchObject([{ kind: 'consent.given' }])
    const types = all.ledger.map(({ entry }) => parseEntry(Buffer.from(entry)).type)
    expect(types).toEqual(['occupancy.started', 'consent.given', 'consent.refused'])
    for (const { entry, salt, private: privatePart } of all.ledger) {
      const opening = { salt: Buffer.from(salt, 'base64url'), privatePart: privatePart as never }
      expect(commitTo(opening)).toBe(JSON.parse(entry).commit)
    }
  })

  test('has every row that hangs on the account, in whatever table, and no secret', async () => {
    await livedIn()
    const all = await exportAccount(world.actor)
    for (const { table, condition } of await ownedTables()) {
      const sql = `select count(*)::int as rows from ${table} t where ${condition}`
      const { rows } = await pool().query(sql, [world.actor.accountId])
      expect(all.records[table]?.length ?? 0, table).toBe(rows[0].rows)
    }
    const tables = (await ownedTables()).map(({ table }) => table)
    expect(tables).toEqual(expect.arrayContaining(['account', 'occupancy', 'consent', 'disclosure', 'mail']))
    const text = JSON.stringify(all)
    expect(text).not.toMatch(/argon2|password_hash|"sealed"|\\\\x[0-9a-f]{8}/)
  })

  test('has nothing of anybody else', async () => {
    await livedIn()
    const other = world
    world = await makeWorld(`account-${++count}`)
    await livedIn()
    const text = JSON.stringify(await exportAccount(world.actor))
    const theirs = await db().consent.findMany({
      where: { arrangement: { accountId: other.actor.accountId } },
    })
    expect(theirs.length).toBe(2)
    for (const secret of [other.actor.accountId, `account-${count - 1}@`, ...theirs.map(({ id }) => id)])
      expect(text).not.toContain(secret)
  })

  test('says the same as a table, in which no cell is a formula', async () => {
    await livedIn()
    await db().account.update({ where: { id: world.actor.accountId }, data: { name: '=HYPERLINK("x")' } })
    const all = await exportAccount(world.actor)
    const rows = parse(printCsv(all), { columns: true }) as Record<string, string>[]
    const leaves = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>((sum, one) => sum + leaves(one), 0)
        : 1
    expect(rows).toHaveLength(leaves(JSON.parse(JSON.stringify(all))))
    const name = rows.find(
      ({ part, field, record }) => part === 'records' && record === 'account.0' && field === 'name',
    )
    expect(name?.value).toBe('\'=HYPERLINK("x")')
  })
})

describe('[R10] deletion', () => {
  test('ends all sharing at once, erases the person, and leaves a ledger that verifies', async () => {
    const { party, tokens, read, arrangementId } = await livedIn()
    await sequenceNow()
    const previous = await (await readSide.get('checkpoint')).text()
    const before = await dump()
    const personal = [
      world.actor.accountId,
      `account-${count}@test.example`,
      arrangementId,
      world.occupancyId,
    ]
    for (const secret of personal.slice(0, 2)) expect([...before.values()].join()).toContain(secret)
    await eraseAccount(fresh())
    expect((await read()).status).toBe(401)
    await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(await findAccount(world.actor.accountId)).toBeUndefined()
    const after = await dump()
    for (const secret of personal) {
      const named = [...after].filter(([, text]) => text.includes(secret)).map(([table]) => table)
      // What the company is still to be told names the arrangement and nobody.
      expect(named, secret).toEqual(secret === arrangementId ? ['consent_notice'] : [])
    }
    const types = (await db().ledgerEntry.findMany({ orderBy: { seq: 'desc' }, take: 2 })).map(
      ({ type }) => type,
    )
    expect(types.toSorted()).toEqual(['consent.withdrawn', 'disclosures.closed'])
    await sequenceNow()
    expect(await readSide.verify(previous)).toMatchObject({ ok: true })
  })

  test('leaves the home, its readings and others who live there', async () => {
    const { arrangementId } = await give()
    const days = await db().readingDay.count({ where: { supplyPointKey: world.supplyPointKey } })
    const other = await makeWorld(`account-${++count}`)
    const theirs = await giveConsent(other.actor, {
      ...asked(),
      product: other.product,
      choices: allowAll(other).allow,
    })
    await eraseAccount(fresh())
    expect(await db().readingDay.count({ where: { supplyPointKey: world.supplyPointKey } })).toBe(days)
    expect(await showConnection(world.actor, arrangementId)).toBeUndefined()
    expect(await showConnection(other.actor, theirs.arrangementId)).toMatchObject({ state: 'active' })
  })

  test('tells them once, at the address that they had', async () => {
    await give()
    const address = `account-${count}@test.example`
    Object.assign(env(), { mail: { smtpUrl: 'smtp://127.0.0.1:1', from: 'a@b.example' } })
    await Promise.all([eraseAccount(fresh()), eraseAccount(fresh())])
    Object.assign(env(), { mail: undefined })
    const mails = await db().mail.findMany({ where: { kind: 'account.erased', state: 'waiting' } })
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({ accountId: null, sealed: expect.not.stringContaining(address) })
  })

  test('wants a sign-in of just now', async () => {
    const stale = { ...world.actor, signedInAt: new Date(Date.now() - 11 * 60_000) }
    expect(() => eraseAccount(stale)).toThrow(expect.objectContaining({ reason: 'sign-in-again' }))
    expect(await findAccount(world.actor.accountId)).toBeDefined()
  })

  test('happens whole or not at all', async () => {
    const { arrangementId } = await give()
    await pool().query('alter table ledger_opening rename to ledger_opening_gone')
    await expect(eraseAccount(fresh())).rejects.toThrow()
    await pool().query('alter table ledger_opening_gone rename to ledger_opening')
    expect(await showConnection(world.actor, arrangementId)).toMatchObject({ state: 'active' })
  })

  test('is held up by no table that names an account', async () => {
    const { rows } = await pool().query(
      `select conrelid::regclass::text as table from pg_constraint
       where contype = 'f' and confrelid = 'account'::regclass and confdeltype not in ('c', 'n')`,
    )
    expect(rows).toEqual([])
  })
})
