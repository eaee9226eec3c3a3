import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, grantedOf, partyOf } from '#lib/testing/party.ts'
import { signProof } from '#lib/testing/third-party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

let node: TestNode
let world: World

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('manager')
})
afterAll(() => node.close())

const pathOf = (id: string) => `/oauth/grants/${id}`
const query = 'grant_management_query'
const revoke = 'grant_management_revoke'

describe('asking for a token of one’s own', () => {
  test('gives the scopes of this endpoint, bound to a key, for this audience alone', async () => {
    const party = await partyOf(node, world)
    const own = await party.askOwnTokens(`${query} ${revoke} energy:read openid`)
    expect(own).toMatchObject({ token_type: 'dpop', scope: `${query} ${revoke}`, expires_in: 300 })
    expect(own.refresh_token).toBeUndefined()
    expect((await party.get('/energy/v1/supply-points', own)).status, 'it opens no data').toBe(401)
  })

  test.each([
    ['for the data API', { resource: '/energy/v1' }, 'invalid_target'],
    [
      'with details',
      { authorization_details: JSON.stringify([energyRequest()]) },
      'invalid_authorization_details',
    ],
  ])('is refused %s', async (_what, { resource, ...parameters }: Record<string, string>, error) => {
    const party = await partyOf(node, world)
    const asked = { ...parameters, ...(resource && { resource: node.issuer + resource }) }
    await expect(party.askOwnTokens('energy:read', asked)).rejects.toMatchObject({ error })
  })

  test('is the only way here: the tokens of a consent do not open it', async () => {
    const { party, tokens } = await connect(node, world)
    expect((await party.get(pathOf(grantedOf(tokens).arrangement_id), tokens)).status).toBe(401)
    const pushed = party.startAuthorisation({
      authorizationDetails: [energyRequest()],
      parameters: { resource: `${node.issuer}/oauth/grants` },
    })
    await expect(pushed).rejects.toMatchObject({ error: 'invalid_target' })
  })
})

describe('a query', () => {
  test('says what the grant holds now, and since when', async () => {
    const { party, tokens } = await connect(node, world)
    const own = await party.askOwnTokens(query)
    const answer = await party.get(pathOf(grantedOf(tokens).arrangement_id), own)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const grant = await answer.json()
    expect(grant).toMatchObject({
      scopes: [{ scope: 'openid' }, { scope: 'energy:read', resource: [`${node.issuer}/energy/v1`] }],
      authorization_details: [grantedOf(tokens)],
    })
    const last = new Date(Date.parse(grant.expires_at) - 1)
    expect(last.toLocaleDateString('sv', { timeZone: 'Europe/London' })).toBe(energyRequest().access.until)
    expect(Date.now() - Date.parse(grant.created_at)).toBeLessThan(60_000)
  })

  test('shows a change: other terms, a later time of change, the same time of creation', async () => {
    const { party, tokens } = await connect(node, world)
    const id = grantedOf(tokens).arrangement_id
    const own = await party.askOwnTokens(query)
    const before = await (await party.get(pathOf(id), own)).json()
    const daily = { allow: { ...allowAll(world).allow, usage: 'meter.electricity.daily' } }
    const extra = { grant_management_action: 'replace', grant_id: id }
    const changed = await connect(node, world, daily, energyRequest(), extra)
    const after = await (await party.get(pathOf(id), own)).json()
    expect(after.authorization_details).toEqual([grantedOf(changed.tokens)])
    expect(after.created_at).toBe(before.created_at)
    expect(Date.parse(after.last_updated_at)).toBeGreaterThan(Date.parse(before.last_updated_at))
  })

  test('finds neither another client’s grant, nor one that is over, nor none', async () => {
    const { party, tokens } = await connect(node, world)
    const id = grantedOf(tokens).arrangement_id
    const other = await makeWorld('other-manager')
    const stranger = await partyOf(node, other)
    expect((await stranger.get(pathOf(id), await stranger.askOwnTokens(query))).status).toBe(404)
    const own = await party.askOwnTokens(query)
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    await withdrawConsent(world.actor, id)
    for (const path of [pathOf(id), pathOf(`arr_${'A'.repeat(22)}`), pathOf('x')]) {
      const answer = await party.get(path, own)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ code: 'no-such-grant' })
    }
  })
})

describe('revoking', () => {
  test('ends the consent and its tokens at once, by the recipient, on the ledger', async () => {
    const { party, tokens } = await connect(node, world)
    const id = grantedOf(tokens).arrangement_id
    const own = await party.askOwnTokens(revoke)
    expect((await party.send('DELETE', pathOf(id), own)).status).toBe(204)
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
    await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await party.send('DELETE', pathOf(id), own)).status).toBe(404)
    const { showConnection } = await import('#lib/consent/index.ts')
    expect(await showConnection(world.actor, id)).toMatchObject({ state: 'revoked', standing: false })
    const { leaf } = await db().ledgerEntry.findFirstOrThrow({ where: { type: 'consent.revoked' } })
    expect(JSON.parse(Buffer.from(leaf).toString())).toMatchObject({ arrangement: id, by: 'recipient' })
  })

  test('leaves the other consents of the same recipient', async () => {
    const [one, two] = [await connect(node, world), await connect(node, world)]
    const own = await one.party.askOwnTokens(revoke)
    await one.party.send('DELETE', pathOf(grantedOf(one.tokens).arrangement_id), own)
    expect((await two.party.get('/energy/v1/supply-points', two.tokens)).status).toBe(200)
  })

  test('is not for another client, whose attempt changes nothing', async () => {
    const { party, tokens } = await connect(node, world)
    const stranger = await partyOf(node, await makeWorld('third-manager'))
    const own = await stranger.askOwnTokens(revoke)
    const id = grantedOf(tokens).arrangement_id
    expect((await stranger.send('DELETE', pathOf(id), own)).status).toBe(404)
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  })

  test('needs the scope for it', async () => {
    const { party, tokens } = await connect(node, world)
    const own = await party.askOwnTokens(query)
    const refused = await party.send('DELETE', pathOf(grantedOf(tokens).arrangement_id), own)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  })
})

describe('who may use a token', () => {
  test('whoever holds its key, with a fresh proof for each request', async () => {
    const { party, tokens } = await connect(node, world)
    const own = await party.askOwnTokens(query)
    const url = node.issuer + pathOf(grantedOf(tokens).arrangement_id)
    const proof = await signProof(own.keys, { htm: 'GET', htu: url }, own.access_token)
    const headers = { authorization: `DPoP ${own.access_token}`, dpop: proof }
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await fetch(url, { headers })).status),
    )
    expect(statuses.toSorted()).toEqual([200, ...Array(9).fill(401)])
    const stolen = await signProof(tokens.keys, { htm: 'GET', htu: url }, own.access_token)
    const refused = await fetch(url, { headers: { ...headers, dpop: stolen } })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  test('nobody while the product is suspended', async () => {
    const { party, tokens } = await connect(node, world)
    const own = await party.askOwnTokens(query)
    const setStatus = (status: string) =>
      db().softwareProduct.update({ where: { id: world.product.id }, data: { status } })
    await setStatus('inactive')
    const path = pathOf(grantedOf(tokens).arrangement_id)
    expect((await party.get(path, own)).status).toBe(401)
    await setStatus('active')
    expect((await party.get(path, own)).status).toBe(200)
  })
})

test('the metadata names the endpoint and the actions', async () => {
  const party = await partyOf(node, world)
  expect(party.metadata()).toMatchObject({
    grant_management_endpoint: `${node.issuer}/oauth/grants`,
    grant_management_actions_supported: ['query', 'revoke', 'create', 'merge', 'replace'],
    grant_management_action_required: false,
  })
})
