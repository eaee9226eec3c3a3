import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { settlementDateOf } from '#lib/energy/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { ask, connect, grantedOf, partyOf } from '#lib/testing/party.ts'
import type { Tokens } from '#lib/testing/third-party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

let node: TestNode
let world: World
let other: World

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('grants')
  other = await makeWorld('others')
})
afterAll(() => node.close())

const DAY = 86_400_000
const dateIn = (days: number) => settlementDateOf(Date.now() + days * DAY)
const daily = () => ({ allow: { ...allowAll(world).allow, usage: 'meter.electricity.daily' } })
const grantIdOf = (tokens: Tokens) => (tokens as unknown as { grant_id?: string }).grant_id
const amend = (action: string, tokens: Tokens) => ({
  grant_management_action: action,
  grant_id: grantIdOf(tokens) ?? '',
})
const status = async (given: Awaited<ReturnType<typeof connect>>) =>
  (await given.party.get('/energy/v1/supply-points', given.tokens)).status
const entriesOf = async (arrangement: string) => {
  const rows = await db().ledgerEntry.findMany({ orderBy: { seq: 'asc' }, select: { leaf: true } })
  return rows
    .map(({ leaf }) => JSON.parse(Buffer.from(leaf).toString()))
    .filter((entry) => entry.arrangement === arrangement)
}

describe('create', () => {
  test('the token response names the grant, the authorisation response does not', async () => {
    const extra = { grant_management_action: 'create' }
    const { request, callback } = await ask(node, world, allowAll(world), energyRequest(), extra)
    expect(callback).not.toMatch(/grant|arr_/)
    const tokens = await request.finish(callback)
    expect(grantIdOf(tokens)).toBe(grantedOf(tokens).arrangement_id)
  })

  test('refreshing names it too', async () => {
    const { party, tokens } = await connect(node, world)
    expect(grantIdOf(await party.refresh(tokens))).toBe(grantIdOf(tokens))
  })
})

describe('what is refused when it is pushed', () => {
  const id = `arr_${'A'.repeat(22)}`

  test.each<[string, Record<string, string>, string]>([
    ['grant_id with create', { grant_management_action: 'create', grant_id: id }, 'invalid_request'],
    ['grant_id without an action', { grant_id: id }, 'invalid_request'],
    ['merge without grant_id', { grant_management_action: 'merge' }, 'invalid_request'],
    ['an action that nobody knows', { grant_management_action: 'update', grant_id: id }, 'invalid_request'],
    ['an unknown grant', { grant_management_action: 'merge', grant_id: id }, 'invalid_grant_id'],
    ['a grant id of no form', { grant_management_action: 'merge', grant_id: 'x' }, 'invalid_grant_id'],
  ])('%s', async (_what, extra, error) => {
    const party = await partyOf(node, world)
    const attempt = party.startAuthorisation({ authorizationDetails: [energyRequest()], parameters: extra })
    await expect(attempt).rejects.toMatchObject({ error })
  })

  test('a grant of another client, and one that is over', async () => {
    const { tokens } = await connect(node, world)
    const foreign = (await partyOf(node, other)).startAuthorisation({
      authorizationDetails: [energyRequest()],
      parameters: amend('replace', tokens),
    })
    await expect(foreign).rejects.toMatchObject({ error: 'invalid_grant_id' })
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    await withdrawConsent(world.actor, grantedOf(tokens).arrangement_id)
    const over = (await partyOf(node, world)).startAuthorisation({
      authorizationDetails: [energyRequest()],
      parameters: amend('replace', tokens),
    })
    await expect(over).rejects.toMatchObject({ error: 'invalid_grant_id' })
  })
})

test('a grant of another consumer is no grant of theirs: the recipient learns no more than that', async () => {
  const mine = await connect(node, world)
  const visitor = { ...world, actor: other.actor }
  const extra = amend('merge', mine.tokens)
  const { callback } = await ask(node, visitor, allowAll(other), energyRequest(), extra)
  expect(new URL(callback).searchParams.get('error')).toBe('invalid_grant_id')
  expect(await status(mine)).toBe(200)
})

describe('merge', () => {
  test('adds what is asked to what stands, under the same id and the same handles', async () => {
    const first = await connect(node, world, daily(), energyRequest({ history: { from: dateIn(-60) } }))
    const asked = energyRequest({
      datatypes: ['meter.electricity.hh'],
      history: { from: dateIn(-10) },
      access: { until: dateIn(90) },
    })
    const choices = { allow: { ...allowAll(world).allow, until: dateIn(90) } }
    const second = await connect(node, world, choices, asked, amend('merge', first.tokens))
    expect(grantedOf(second.tokens)).toMatchObject({
      datatypes: ['supply-point.basic', 'meter.electricity.hh'],
      history: { from: dateIn(-60) },
      access: { until: dateIn(90) },
      arrangement_id: grantedOf(first.tokens).arrangement_id,
      supply_points: grantedOf(first.tokens).supply_points,
    })
    expect(grantIdOf(second.tokens)).toBe(grantIdOf(first.tokens))
    expect(await status(second)).toBe(200)
    expect(grantedOf(await second.party.refresh(second.tokens))).toEqual(grantedOf(second.tokens))
  })

  test('can be narrowed by the consumer again, to what stands', async () => {
    const first = await connect(node, world, daily())
    const second = await connect(node, world, daily(), energyRequest(), amend('merge', first.tokens))
    expect(grantedOf(second.tokens).datatypes).toEqual(['supply-point.basic', 'meter.electricity.daily'])
  })
})

describe('replace', () => {
  test('leaves only what is asked, and what stood is over from then on', async () => {
    const first = await connect(node, world)
    const second = await connect(
      node,
      world,
      { allow: { ...allowAll(world).allow, usage: 'meter.electricity.monthly' } },
      energyRequest({ datatypes: ['meter.electricity.monthly'] }),
      amend('replace', first.tokens),
    )
    expect(grantedOf(second.tokens).datatypes).toEqual(['meter.electricity.monthly'])
    expect(await status(first)).toBe(401)
    await expect(first.party.refresh(first.tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(await status(second)).toBe(200)
  })

  test('is on the ledger as a version that takes the place of the one before', async () => {
    const first = await connect(node, world)
    const second = await connect(node, world, daily(), energyRequest(), amend('replace', first.tokens))
    const entries = await entriesOf(grantedOf(second.tokens).arrangement_id)
    expect(entries.map(({ type, version }) => [type, version])).toEqual([
      ['consent.given', 1],
      ['consent.superseded', undefined],
      ['consent.given', 2],
    ])
    expect(entries[1]).toMatchObject({ consent: entries[0].consent, successor: entries[2].consent })
  })
})

/** What the provider keeps under the consent that stands: grant, refresh token and access tokens, by what they say was granted. */
async function keptDetails(arrangementId: string): Promise<{ model: string; rar: unknown }[]> {
  return db().$queryRaw`
    with standing as (select id from consent where arrangement_id = ${arrangementId} and state = 'active')
    select model, payload->'rar' as rar from oidc_record join standing on grant_id = standing.id
    union all select 'AccessToken', payload->'rar' from access_token join standing on consent_id = standing.id`
}

test.each(['create', 'merge', 'replace'])('after %s, what is kept says what was granted', async (action) => {
  const first = await connect(node, world, daily())
  const last =
    action === 'create'
      ? first
      : await connect(node, world, daily(), energyRequest(), amend(action, first.tokens))
  await last.party.refresh(last.tokens)
  const kept = await keptDetails(grantedOf(last.tokens).arrangement_id)
  const models = new Set(kept.map(({ model }) => model))
  expect(models).toEqual(new Set(['Grant', 'AuthorizationCode', 'RefreshToken', 'AccessToken']))
  for (const { model, rar } of kept) expect(rar, model).toEqual([grantedOf(last.tokens)])
})

describe('until the consumer agrees', () => {
  test('what stands goes on: while they think, and when they refuse', async () => {
    const first = await connect(node, world, daily())
    const extra = amend('replace', first.tokens)
    await first.party.startAuthorisation({ authorizationDetails: [energyRequest()], parameters: extra })
    expect(await status(first)).toBe(200)
    const { callback } = await ask(node, world, 'refuse', energyRequest(), extra)
    expect(new URL(callback).searchParams.get('error')).toBe('access_denied')
    expect(await status(first)).toBe(200)
    expect(grantedOf(await first.party.refresh(first.tokens))).toEqual(grantedOf(first.tokens))
  })

  test('a connection that ended meanwhile can not be changed back to life', async () => {
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    const first = await connect(node, world)
    const party = await partyOf(node, world)
    const extra = amend('merge', first.tokens)
    const { url } = await party.startAuthorisation({
      authorizationDetails: [energyRequest()],
      parameters: extra,
    })
    await withdrawConsent(world.actor, grantedOf(first.tokens).arrangement_id)
    const callback = await (await node.browse(world.actor, allowAll(world))).follow(url)
    expect(new URL(callback, node.issuer).searchParams.get('error')).toBe('invalid_grant_id')
    expect(await status(first)).toBe(401)
  })
})

test('several consents of one recipient stand side by side: two browsers and one, interleaved', async () => {
  const party = await partyOf(node, world)
  const start = (change = {}) => party.startAuthorisation({ authorizationDetails: [energyRequest(change)] })
  const [one, two, three] = [await start(), await start({ access: { until: dateIn(20) } }), await start()]
  const [left, right] = [
    await node.browse(world.actor, allowAll(world)),
    await node.browse(world.actor, { allow: { ...allowAll(world).allow, until: dateIn(20) } }),
  ]
  const callbacks = await Promise.all([left.follow(one.url), right.follow(two.url)])
  const third = await left.follow(three.url)
  const tokens = [await two.finish(callbacks[1]), await one.finish(callbacks[0]), await three.finish(third)]
  expect(new Set(tokens.map(grantIdOf)).size).toBe(3)
  const { withdrawConsent } = await import('#lib/consent/index.ts')
  const [ended, ...others] = tokens as [Tokens, ...Tokens[]]
  await withdrawConsent(world.actor, grantedOf(ended).arrangement_id)
  expect(await status({ party, tokens: ended })).toBe(401)
  for (const stands of others) {
    expect(await status({ party, tokens: stands })).toBe(200)
    await expect(party.refresh(stands)).resolves.toMatchObject({ token_type: 'dpop' })
  }
})
