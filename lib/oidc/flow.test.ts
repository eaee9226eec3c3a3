import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { ask, connect, grantedOf, lastDays, partyOf } from '#lib/testing/party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

let node: TestNode
let world: World

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld()
})
afterAll(() => node.close())

describe('the whole path over HTTP', () => {
  test('a consent gives sender-constrained tokens that say what was granted', async () => {
    const { tokens } = await connect(node, world)
    expect(tokens).toMatchObject({ token_type: 'dpop', expires_in: 300, refresh_token: expect.any(String) })
    const granted = grantedOf(tokens)
    expect(granted).toMatchObject({ ...energyRequest(), arrangement_id: expect.stringMatching(/^arr_/) })
    expect(granted.supply_points).toEqual([expect.stringMatching(/^sp_/)])
  })

  test('the data API answers with the readings of the chosen home only', async () => {
    const { party, tokens } = await connect(node, world)
    const list = await (await party.get('/energy/v1/supply-points', tokens)).json()
    const [point] = list.supplyPoints
    expect(point).toMatchObject({ fuel: 'electricity', granularity: 'PT30M', postcodeArea: 'N1' })
    const { from, to } = lastDays(3)
    const answer = await party.get(`/energy/v1/supply-points/${point.supplyPointId}/readings`, tokens, {
      from,
      to,
    })
    expect(answer.status).toBe(200)
    const { days } = await answer.json()
    expect(days.flatMap((day: { values: number[] }) => day.values).every((wh: number) => wh === 100)).toBe(
      true,
    )
    expect(days.flatMap((day: { values: number[] }) => day.values)).toHaveLength(144)
  })

  test('[C6] who shares daily totals shares nothing finer, by any route', async () => {
    const daily = { allow: { ...allowAll(world).allow, usage: 'meter.electricity.daily' } }
    const { party, tokens } = await connect(node, world, daily)
    expect(grantedOf(tokens).datatypes).toEqual(['supply-point.basic', 'meter.electricity.daily'])
    const path = `/energy/v1/supply-points/${grantedOf(tokens).supply_points[0]}/readings`
    const refused = await party.get(path, tokens, { ...lastDays(3), granularity: 'PT30M' })
    expect(refused.status).toBe(403)
    expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope')
    expect(await refused.json()).toMatchObject({ code: 'granularity-not-granted' })
    const answer = await (await party.get(path, tokens, lastDays(3))).json()
    expect(answer.granularity).toBe('P1D')
  })

  test('[C12] refusing returns access_denied and shares nothing', async () => {
    const { callback } = await ask(node, world, 'refuse')
    const url = new URL(callback)
    expect(url.searchParams.get('error')).toBe('access_denied')
    expect(url.searchParams.get('code')).toBeNull()
  })

  test('[W4] withdrawing ends access with the very next request, and refreshing too', async () => {
    const { party, tokens } = await connect(node, world)
    const other = await connect(node, world)
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    await withdrawConsent(world.actor, grantedOf(tokens).arrangement_id)
    const refused = await party.get('/energy/v1/supply-points', tokens)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"')
    await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(
      (await other.party.get('/energy/v1/supply-points', other.tokens)).status,
      'the other consent stands',
    ).toBe(200)
    await expect(other.party.refresh(other.tokens)).resolves.toMatchObject({ token_type: 'dpop' })
  })

  test('suspending the recipient ends access at once, and reinstating restores it', async () => {
    const { party, tokens } = await connect(node, world)
    const { db } = await import('#lib/db/index.ts')
    const setStatus = (status: string) =>
      db().softwareProduct.update({ where: { id: world.product.id }, data: { status } })
    await setStatus('inactive')
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
    await setStatus('active')
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  })

  test('a refresh token keeps working, without rotation', async () => {
    const { party, tokens } = await connect(node, world)
    const one = await party.refresh(tokens)
    const two = await party.refresh(tokens)
    expect(one.access_token).not.toBe(two.access_token)
    expect(one.refresh_token ?? tokens.refresh_token).toBe(tokens.refresh_token)
    expect((await party.get('/energy/v1/supply-points', two)).status).toBe(200)
  })
})

describe('what is refused when it is pushed', () => {
  test.each([
    ['a period beyond 12 months', { access: { until: '2031-01-01' } }],
    ['a period that is over', { access: { until: '2020-01-01' } }],
    ['history from the future', { history: { from: '2031-01-01' } }],
    ['a purpose that was not approved', { purpose: 'marketing' }],
    ['a permission that nobody knows', { datatypes: ['meter.gas.hh'] }],
    ['a permission twice', { datatypes: ['meter.electricity.hh', 'meter.electricity.hh'] }],
    ['another action', { actions: ['write'] }],
    ['an unknown member', { extra: true }],
    ['no datatypes', { datatypes: [] }],
    ['a location that no database could keep', { locations: ['https://data.test/\0'] }],
  ])('%s', async (_what, change) => {
    const party = await partyOf(node, world)
    const attempt = party.startAuthorisation({ authorizationDetails: [energyRequest(change)] })
    await expect(attempt).rejects.toMatchObject({ error: 'invalid_authorization_details' })
  })

  test('two consents in one request', async () => {
    const party = await partyOf(node, world)
    const attempt = party.startAuthorisation({ authorizationDetails: [energyRequest(), energyRequest()] })
    await expect(attempt).rejects.toMatchObject({ error: 'invalid_authorization_details' })
  })
})
