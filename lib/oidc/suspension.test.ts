import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId, type OperatorActor } from '#lib/core/index.ts'
import type { StatusReason } from '#lib/register/status/reason.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, grantedOf, partyOf } from '#lib/testing/party.ts'
import { allowAll, consentInput, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

const owen: OperatorActor = { kind: 'operator', accountId: newId('account') }
const orla: OperatorActor = { kind: 'operator', accountId: newId('account') }
const stop: StatusReason = { code: 'security-incident', sentence: 'Its keys were found in public.' }
const goOn: StatusReason = { code: 'settled', sentence: 'It has new keys.' }

let node: TestNode
let register: typeof import('#lib/register/index.ts')
let consent: typeof import('#lib/consent/index.ts')

beforeAll(async () => {
  node = await startTestNode()
  register = await import('#lib/register/index.ts')
  consent = await import('#lib/consent/index.ts')
})
afterAll(() => node.close())

const revoke = async ({ product }: World) => {
  const subject = { participant: product.participant.id }
  return consent.confirmEnding(
    orla,
    await register.proposeEnding(owen, subject, { event: 'revoke', reason: stop }),
  )
}

/** The two ways to stop a recipient for the time being, and to let it go on. */
const holds = [
  [
    'an organisation',
    ({ product }: World) => register.suspendParticipant(owen, product.participant.id, stop),
    ({ product }: World) => register.reinstateParticipant(owen, product.participant.id, goOn),
  ],
  [
    'one app',
    ({ product }: World) => register.deactivateProduct(owen, product.id, stop),
    ({ product }: World) => register.reinstateProduct(owen, product.id, goOn),
  ],
] as const

describe.each(holds)('suspending %s', (what, hold, release) => {
  test('stops its tokens, its refresh token and new requests with the next one, and reinstating restores them', async () => {
    const world = await makeWorld(`hold-${what.slice(-3)}`)
    const { party, tokens } = await connect(node, world)
    const read = async () => (await party.get('/energy/v1/supply-points', tokens)).status
    const push = () => party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    expect(await read()).toBe(200)
    await hold(world)
    expect(await read()).toBe(401)
    await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_client' })
    await expect(push()).rejects.toMatchObject({ error: 'invalid_client' })
    await release(world)
    expect(await read()).toBe(200)
    await expect(party.refresh(tokens)).resolves.toMatchObject({ token_type: 'dpop' })
    await expect(push()).resolves.toHaveProperty('url')
  })

  test('stops a code that waits to be redeemed', async () => {
    const world = await makeWorld(`code-${what.slice(-3)}`)
    const party = await partyOf(node, world)
    const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    const browser = await node.browse(world.actor, allowAll(world))
    const callback = await browser.follow(request.url)
    await hold(world)
    await expect(request.finish(callback)).rejects.toMatchObject({ error: 'invalid_client' })
    await release(world)
    await expect(request.finish(callback)).resolves.toHaveProperty('access_token')
  })

  test('stops a consent that is about to be given', async () => {
    const world = await makeWorld(`give-${what.slice(-3)}`)
    const { actor } = world
    const input = consentInput(world)
    await hold(world)
    await expect(consent.giveConsent(actor, input)).rejects.toMatchObject({ reason: 'recipient-not-active' })
    expect(await consent.listConnections(actor)).toEqual([])
  })
})

describe('a suspended recipient', () => {
  test('is shown to its consumers with the reason, who can stop all the same; what ended meanwhile stays ended', async () => {
    const world = await makeWorld('shown')
    const { party, tokens } = await connect(node, world)
    const other = await connect(node, world)
    await register.suspendParticipant(owen, world.product.participant.id, stop)
    const id = grantedOf(tokens).arrangement_id
    expect((await consent.showConnection(world.actor, id))?.recipient.hold).toMatchObject({
      kind: 'held',
      reason: { label: 'Its systems are not safe at the moment', sentence: stop.sentence },
    })
    await consent.withdrawConsent(world.actor, id)
    await register.reinstateParticipant(owen, world.product.participant.id, goOn)
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
    expect((await party.get('/energy/v1/supply-points', other.tokens)).status).toBe(200)
    expect((await consent.showConnection(world.actor, id))?.recipient.hold).toBeUndefined()
  })
})

describe('revoking', () => {
  test('ends every consent with an entry of its own, for good', async () => {
    const { db } = await import('#lib/db/index.ts')
    const world = await makeWorld('revoked')
    const [one, two, three] = [
      await connect(node, world),
      await connect(node, world),
      await connect(node, world),
    ]
    const withdrawn = grantedOf(three.tokens).arrangement_id
    await consent.withdrawConsent(world.actor, withdrawn)
    await expect(revoke(world)).resolves.toMatchObject({ consents: 2 })
    for (const { party, tokens } of [one, two]) {
      expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
      await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_client' })
      const connection = await consent.showConnection(world.actor, grantedOf(tokens).arrangement_id)
      expect(connection).toMatchObject({ state: 'invalidated', standing: false })
      expect(connection?.recipient.hold).toMatchObject({ kind: 'left', reason: { sentence: stop.sentence } })
    }
    expect((await consent.showConnection(world.actor, withdrawn))?.state).toBe('withdrawn')
    expect(await db().ledgerEntry.count({ where: { type: 'consent.invalidated' } })).toBe(2)
  })

  test('ends thousands at once, each with one entry', async () => {
    const { db, pool } = await import('#lib/db/index.ts')
    const world = await makeWorld('many')
    await addConsents(pool(), world, 1_200)
    const entries = () => db().ledgerEntry.count({ where: { type: 'consent.invalidated' } })
    const before = await entries()
    await expect(revoke(world)).resolves.toMatchObject({ consents: 1_200 })
    expect(await entries()).toBe(before + 1_200)
    const { id } = world.product
    expect(await db().consent.count({ where: { arrangement: { productId: id }, state: 'active' } })).toBe(0)
  })

  test('is all or nothing: when the ledger can’t be written, nothing has changed', async () => {
    const { pool } = await import('#lib/db/index.ts')
    const world = await makeWorld('atomic')
    const { party, tokens } = await connect(node, world)
    // The last thing that is written: the register's entries are before it.
    await pool().query(`
      create function refuse_invalidated() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger no_invalidated before insert on ledger_entry for each row
        when (new.type = 'consent.invalidated') execute function refuse_invalidated()`)
    await expect(revoke(world)).rejects.toThrow()
    await pool().query('drop trigger no_invalidated on ledger_entry; drop function refuse_invalidated()')
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
    expect((await register.findProductByClientId(world.product.clientId))?.participant.status).toBe('active')
  })

  test('leaves no consent behind that was being given at the same moment', async () => {
    const world = await makeWorld('race')
    const { actor } = world
    // Giving has checked the status and waits to write when the ending comes.
    const release = await holdArrangements()
    const giving = consent.giveConsent(actor, consentInput(world))
    await sleep(300)
    const ending = revoke(world)
    await sleep(300)
    await release()
    await giving
    await expect(ending).resolves.toMatchObject({ consents: 1 })
    expect(await consent.listConnections(actor)).toMatchObject([{ state: 'invalidated' }])
  })
})

/** Consents of a world's consumer, without their homes: only that there are many of them matters. */
async function addConsents(pool: pg.Pool, { actor, product }: World, count: number): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into arrangement (id, account_id, product_id)
     select 'arr_' || left(md5(i::text), 22), $1, $2 from generate_series(1, $3) i returning id`,
    [actor.accountId, product.id, count],
  )
  await pool.query(
    `insert into consent (id, arrangement_id, version, state, purpose_code, purpose_text, permissions, history_from, ends_at,
                          request_id, requested, summary, summary_hash, decided_at)
     select replace(id, 'arr_', 'con_'), id, 1, 'active', 'x', 'x', '{}', now(), now() + interval '1 day', id, '{}', '{}', '', now()
     from unnest($1::text[]) as a (id)`,
    [rows.map(({ id }) => id)],
  )
}

/** Lets nobody write an arrangement until the returned function is called. */
async function holdArrangements(): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await holder.connect()
  await holder.query('begin; lock table arrangement in share mode')
  return () => holder.end()
}
