import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestBrowser } from '#lib/testing/browser.ts'
import { type Decision, startTestNode, type TestNode } from '#lib/testing/node.ts'
import { grantedOf, partyOf } from '#lib/testing/party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'

let node: TestNode
let world: World
let plain: World

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('display', { grant_types: [DEVICE, 'authorization_code', 'refresh_token'] })
  plain = await makeWorld('plain')
})
afterAll(() => node.close())

const ask = async (detail = energyRequest()) =>
  (await partyOf(node, world)).startDevice({ authorizationDetails: [detail] })

/** What the pages of the device flow do in a browser; `change` spoils the form. */
async function typeCode(browser: TestBrowser, code: string, change: Record<string, string> = {}) {
  await browser.follow(`${node.issuer}/oauth/device`)
  const [xsrf = ''] = browser.cookies.get('energyos-device')?.split('.') ?? []
  return browser.follow(`${node.issuer}/oauth/device`, { xsrf, user_code: code, confirm: 'yes', ...change })
}

const browse = (decision: Decision = allowAll(world)) => node.browse(world.actor, decision)
const pathOf = (url: string) => url.replace(node.issuer, '')

describe('the device flow (RFC 8628)', () => {
  test('a code on a display, allowed in a browser, gives tokens that read', async () => {
    const device = await ask()
    expect(device).toMatchObject({
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${node.issuer}/device`,
      expires_in: 600,
      interval: 5,
    })
    expect(pathOf(await typeCode(await browse(), device.user_code))).toBe('/device/done')
    const tokens = await device.poll()
    expect(tokens.token_type).toBe('dpop')
    expect(grantedOf(tokens)).toMatchObject({ ...energyRequest(), arrangement_id: expect.any(String) })
    const party = await partyOf(node, world)
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
    await expect(party.refresh(tokens)).resolves.toMatchObject({ token_type: 'dpop' })
  })

  test('nothing happens before the codes were compared', async () => {
    const device = await ask()
    const browser = await browse()
    expect(pathOf(await typeCode(browser, device.user_code.toLowerCase(), { confirm: '' }))).toBe(
      '/device/confirm',
    )
    expect(browser.cookies.get('energyos-device')).toMatch(new RegExp(`^[0-9a-f]{48}\\.${device.user_code}$`))
    expect(await pollOnce(device.device_code)).toEqual({ status: 400, error: 'authorization_pending' })
  })

  test('refusing tells the device', async () => {
    const device = await ask()
    expect(pathOf(await typeCode(await browse('refuse'), device.user_code))).toBe('/device/done?refused')
    await expect(device.poll()).rejects.toMatchObject({ error: 'access_denied' })
  })

  test('so does saying that it is not mine', async () => {
    const device = await ask()
    const aborted = await typeCode(await browse(), device.user_code, { confirm: '', abort: 'yes' })
    expect(pathOf(aborted)).toBe('/device/done?refused')
    await expect(device.poll()).rejects.toMatchObject({ error: 'access_denied' })
  })

  test('a wrong code and a used one get the same answer', async () => {
    const device = await ask()
    const browser = await browse()
    await typeCode(browser, device.user_code)
    const answers = [await typeCode(browser, device.user_code), await typeCode(browser, 'BCDF-GHJK')]
    expect(answers.map(pathOf)).toEqual(Array(2).fill('/device?ready&problem'))
  })

  test('a form that did not come from our page does nothing', async () => {
    const device = await ask()
    const path = pathOf(await typeCode(await browse(), device.user_code, { xsrf: '0'.repeat(48) }))
    expect(path).toBe('/request-ended')
    expect(await pollOnce(device.device_code)).toEqual({ status: 400, error: 'authorization_pending' })
  })

  test('an address that nobody was sent to leads to calm words', async () => {
    const browser = await browse()
    expect(pathOf(await browser.follow(`${node.issuer}/oauth/device/${'x'.repeat(43)}`))).toBe(
      '/request-ended',
    )
  })

  test('a code that comes with the address is out of it at once, and still waits for the person', async () => {
    const device = await ask()
    const browser = await browse()
    expect(pathOf(await browser.follow(device.verification_uri_complete ?? ''))).toBe('/device?ready')
    expect(browser.cookies.get('energyos-device')).toContain(device.user_code)
    expect(await pollOnce(device.device_code)).toEqual({ status: 400, error: 'authorization_pending' })
  })

  test('ten browsers with one code: one consent', async () => {
    const { listConnections } = await import('#lib/consent/index.ts')
    const before = (await listConnections(world.actor)).length
    const device = await ask()
    await Promise.all(Array.from({ length: 10 }, async () => typeCode(await browse(), device.user_code)))
    await device.poll()
    expect(await listConnections(world.actor)).toHaveLength(before + 1)
  })

  test('the name of its row, which the database knows, is no device code', async () => {
    const { pool } = await import('#lib/db/index.ts')
    const device = await ask()
    const { rows } = await pool().query(
      `select id_hash from oidc_record where model = 'DeviceCode' and user_code = $1`,
      [device.user_code.replace('-', '')],
    )
    const answer = await pollOnce(`row:${rows[0].id_hash.toString('base64url')}`)
    expect(answer).toEqual({ status: 400, error: 'invalid_grant' })
  })

  test('a device code works once', async () => {
    const device = await ask()
    await typeCode(await browse(), device.user_code)
    await device.poll()
    expect(await pollOnce(device.device_code)).toEqual({ status: 400, error: 'invalid_grant' })
  })
})

describe('what is refused when a device asks', () => {
  test('a request that breaks a rule', async () => {
    const attempt = ask(energyRequest({ purpose: 'marketing' }))
    await expect(attempt).rejects.toMatchObject({ error: 'invalid_authorization_details' })
  })

  test('a product that did not choose the device flow', async () => {
    const party = await partyOf(node, plain)
    const attempt = party.startDevice({ authorizationDetails: [energyRequest()] })
    await expect(attempt).rejects.toMatchObject({ error: 'invalid_request' })
  })
})

/** One try of the device, without openid-client's patience. */
async function pollOnce(deviceCode: string) {
  const party = await partyOf(node, world)
  const endpoint = party.metadata().token_endpoint ?? ''
  const { randomDPoPKeyPair } = await import('openid-client')
  const keys = await randomDPoPKeyPair('ES256')
  const proof = await party.signProof(keys, { htm: 'POST', htu: endpoint })
  const { status, body } = await party.postRaw(
    endpoint,
    { grant_type: DEVICE, device_code: deviceCode },
    proof,
  )
  return { status, error: body.error }
}
