import { randomUUID } from 'node:crypto'
import { generateKeyPair, UnsecuredJWT } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { makeClaims, makeRegister, send } from '#lib/testing/registration.ts'
import { createThirdParty } from '#lib/testing/third-party.ts'
import { startTrustingNode } from '#lib/testing/trusting-node.ts'
import { allowAll, energyRequest, makeWorld } from '#lib/testing/world.ts'

const [elsewhere, rsa, stranger] = [
  await makeRegister(),
  await makeRegister('PS256', 'https://rsa.test/register'),
  await makeRegister('ES256', 'https://stranger.test/register'),
]

const node = await startTrustingNode(elsewhere.anchor, rsa.anchor)
afterAll(node.close)
const world = await makeWorld()

const endpoint = `${node.issuer}/oauth/register`
const register = (statement: unknown, asked: object = {}) =>
  send('POST', endpoint, { ...asked, software_statement: statement })

/** A statement from elsewhere that nobody used. */
async function stated(change: Record<string, unknown> = {}, header: object = {}) {
  const { claims, privateJwk } = await makeClaims(elsewhere.issuer, node.issuer, change)
  return { claims, privateJwk, statement: await elsewhere.sign(claims, header) }
}

/** Our own register's statement, about a product of its own. */
async function ownStatement(name: string) {
  const { issueStatement } = await import('#lib/register/index.ts')
  const made = await makeWorld(name)
  return { ...made, statement: await issueStatement(made.product, node.issuer) }
}

async function counts() {
  const { db } = await import('#lib/db/index.ts')
  const [participants, products, registrations, entries, uses] = await Promise.all([
    db().participant.count(),
    db().softwareProduct.count(),
    db().clientRegistration.count(),
    db().ledgerEntry.count(),
    db().replay.count(),
  ])
  return { participants, products, registrations, entries, uses }
}

/** What is refused says so by this name, and leaves nothing behind. */
async function expectRefusal(attempt: () => ReturnType<typeof send>, status: number, error: string) {
  const before = await counts()
  const answer = await attempt()
  expect(answer).toMatchObject({ status, body: { error } })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await counts()).toEqual(before)
}

describe('registering', () => {
  test('discovery names the endpoint', async () => {
    const { body } = await send('GET', `${node.issuer}/.well-known/openid-configuration`)
    expect(body.registration_endpoint).toBe(endpoint)
    const { body: same } = await send('GET', `${node.issuer}/.well-known/oauth-authorization-server`)
    expect(same.registration_endpoint).toBe(endpoint)
  })

  test('a product of another register becomes a client, and gets data with the consent of a consumer', async () => {
    const { claims, statement, privateJwk } = await stated()
    const { status, headers, body } = await register(statement)
    expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 201, cache: 'no-store' })
    expect(body).toMatchObject({
      client_id: expect.any(String),
      client_id_issued_at: expect.any(Number),
      client_name: claims.software_client_name,
      redirect_uris: claims.redirect_uris,
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: claims.jwks,
      software_id: claims.software_id,
      software_statement: statement,
      registration_access_token: expect.stringMatching(/^[\w-]{43}$/),
      registration_client_uri: `${endpoint}/${body.client_id}`,
    })
    expect(body).not.toHaveProperty('client_secret')
    const party = await createThirdParty({
      issuer: node.issuer,
      clientId: String(body.client_id),
      privateJwk,
      redirectUri: 'https://elsewhere.test/callback',
    })
    const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    const browser = await node.browse(world.actor, allowAll(world))
    const tokens = await request.finish(await browser.follow(request.url))
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  })

  test('a register that signs with PS256 is understood too', async () => {
    const { claims } = await makeClaims(rsa.issuer, node.issuer)
    expect((await register(await rsa.sign(claims))).status).toBe(201)
  })

  test('a product of our own register keeps its client id', async () => {
    const { product, redirectUri, statement } = await ownStatement('own')
    const { status, body } = await register(statement)
    expect(status).toBe(201)
    expect(body).toMatchObject({ client_id: product.clientId, redirect_uris: [redirectUri] })
  })

  test('the organisation is enrolled once, under the number of the register that vouches, each act in the ledger', async () => {
    const { db } = await import('#lib/db/index.ts')
    const entries = () => db().ledgerEntry.findMany({ orderBy: { seq: 'asc' }, select: { type: true } })
    const [first, second] = [await stated({ org_id: 'GB-9001' }), await stated({ org_id: 'GB-9001' })]
    const before = (await entries()).length
    const answers = [await register(first.statement), await register(second.statement)]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect((await entries()).slice(before).map(({ type }) => type)).toEqual([
      'participant.enrolled',
      'software-product.added',
      'software-product.registered',
      'software-product.added',
      'software-product.registered',
    ])
    const registerNumber = `${elsewhere.issuer}#GB-9001`
    const enrolled = await db().participant.findUnique({
      where: { registerNumber },
      select: { _count: { select: { products: true } } },
    })
    expect(enrolled?._count.products).toBe(2)
  })

  test('the token is kept as its hash only', async () => {
    const { db } = await import('#lib/db/index.ts')
    const { body } = await register((await stated()).statement)
    const row = await db().clientRegistration.findUnique({ where: { clientId: String(body.client_id) } })
    expect(row?.tokenHash).toHaveLength(32)
    expect(JSON.stringify(row)).not.toContain(body.registration_access_token)
  })

  test('permissions that this node does not know are left out', async () => {
    const { findProductByClientId } = await import('#lib/register/index.ts')
    const { statement } = await stated({ permissions: ['meter.gas.hh', 'meter.electricity.daily'] })
    const { body } = await register(statement)
    const product = await findProductByClientId(String(body.client_id))
    expect(product?.permissions).toEqual(['meter.electricity.daily'])
  })
})

describe('the statement and the request', () => {
  test('the statement wins', async () => {
    const { claims, statement } = await stated()
    const { publicJwk } = await import('#lib/testing/client-key.ts').then(({ makeClientKey }) =>
      makeClientKey(),
    )
    const { status, body } = await register(statement, {
      client_id: 'mine',
      client_name: 'Somebody Else',
      jwks: { keys: [publicJwk] },
      software_id: 'another',
      scope: 'everything',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      client_name: claims.software_client_name,
      jwks: claims.jwks,
      software_id: claims.software_id,
    })
    expect(body.client_id).not.toBe('mine')
    expect(body).not.toHaveProperty('scope')
  })

  test('the request may narrow, and what it left out is refused from then on', async () => {
    const { statement, privateJwk } = await stated()
    const narrow = { redirect_uris: ['https://elsewhere.test/other'], grant_types: ['authorization_code'] }
    const { status, body } = await register(statement, { ...narrow, unknown_member: true, client_uri: null })
    expect({ status, body }).toMatchObject({ status: 201, body: narrow })
    const party = (redirectUri: string) =>
      createThirdParty({ issuer: node.issuer, clientId: String(body.client_id), privateJwk, redirectUri })
    const push = async (redirectUri: string) =>
      (await party(redirectUri)).startAuthorisation({ authorizationDetails: [energyRequest()] })
    await expect(push('https://elsewhere.test/other')).resolves.toHaveProperty('url')
    await expect(push('https://elsewhere.test/callback')).rejects.toMatchObject({
      error_description: expect.stringContaining('redirect_uri'),
    })
  })

  test('a display or charger asks for the device flow, and gets its keys back by value', async () => {
    const { claims, statement } = await stated()
    const grant_types = ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code']
    const { status, body } = await register(statement, { grant_types })
    expect({ status, body }).toMatchObject({ status: 201, body: { grant_types, jwks: claims.jwks } })
    expect(JSON.stringify(body), 'our inner addresses').not.toContain('.invalid')
  })

  test('what a narrowed client may redirect to follows the register', async () => {
    const { db } = await import('#lib/db/index.ts')
    const { statement } = await stated()
    const { body } = await register(statement, { redirect_uris: ['https://elsewhere.test/other'] })
    await db().softwareProduct.update({
      where: { clientId: String(body.client_id) },
      data: { redirectUris: ['https://elsewhere.test/callback'] },
    })
    const { findProductByClientId } = await import('#lib/register/index.ts')
    const { clientMetadata } = await import('../client-metadata.ts')
    const product = await findProductByClientId(String(body.client_id))
    expect(product && clientMetadata(product).redirect_uris).toEqual([])
  })

  test.each([
    ['another redirect address', { redirect_uris: ['https://attacker.test/'] }, 'invalid_redirect_uri'],
    [
      'one more redirect address',
      { redirect_uris: ['https://elsewhere.test/other', 'https://attacker.test/'] },
      'invalid_redirect_uri',
    ],
    ['no redirect address', { redirect_uris: [] }, 'invalid_redirect_uri'],
    [
      'a redirect address that is none',
      { redirect_uris: 'https://elsewhere.test/other' },
      'invalid_redirect_uri',
    ],
    ['a grant type that FAPI forbids', { grant_types: ['implicit'] }, 'invalid_client_metadata'],
    ['grant types without the code', { grant_types: ['refresh_token'] }, 'invalid_client_metadata'],
    ['another response type', { response_types: ['token'] }, 'invalid_client_metadata'],
    ['a secret', { token_endpoint_auth_method: 'client_secret_basic' }, 'invalid_client_metadata'],
    ['no authentication', { token_endpoint_auth_method: 'none' }, 'invalid_client_metadata'],
    ['an unsigned ID token', { id_token_signed_response_alg: 'none' }, 'invalid_client_metadata'],
    ['tokens that anybody can use', { dpop_bound_access_tokens: false }, 'invalid_client_metadata'],
    ['one subject for all', { subject_type: 'public' }, 'invalid_client_metadata'],
    [
      'requests that are not pushed',
      { require_pushed_authorization_requests: false },
      'invalid_client_metadata',
    ],
  ])('%s is refused, and the statement can be used again', async (_what, asked, error) => {
    const { statement } = await stated()
    await expectRefusal(() => register(statement, asked), 400, error)
    expect((await register(statement)).status).toBe(201)
  })
})

describe('a statement that is refused', () => {
  const invalid = 'invalid_software_statement'
  const unapproved = 'unapproved_software_statement'
  const now = () => Math.floor(Date.now() / 1000)

  /** One that says something else than it should. */
  const saying =
    (change: Record<string, unknown>, header = {}) =>
    async () =>
      (await stated(change, header)).statement
  /** One that is good from and until so many seconds from now. */
  const lasting = (from: number, until: number) => () => saying({ iat: now() + from, exp: now() + until })()

  test.each<[string, () => Promise<unknown>, string]>([
    ['none at all', async () => undefined, invalid],
    ['not a string', async () => 7, invalid],
    ['not a JWT', async () => 'statement', invalid],
    ['run out', lasting(-700, -100), invalid],
    ['older than ten minutes, whenever it says it ends', lasting(-700, 3600), invalid],
    ['from the future', lasting(120, 600), invalid],
    ['without an end', saying({ exp: undefined }), invalid],
    ['without an id', saying({ jti: undefined }), invalid],
    ['for another node', saying({ aud: 'https://another.test' }), invalid],
    ['for several nodes', saying({ aud: [node.issuer, 'https://another.test'] }), invalid],
    ['another kind of JWT', saying({}, { typ: 'JWT' }), invalid],
    [
      'signed by somebody else',
      async () => elsewhere.sign((await stated()).claims, {}, (await generateKeyPair('ES256')).privateKey),
      invalid,
    ],
    ['signed by another trusted register', async () => rsa.sign((await stated()).claims), invalid],
    ['not signed', async () => new UnsecuredJWT((await stated()).claims).encode(), invalid],
    [
      'in the name of our own register',
      async () => elsewhere.sign((await makeClaims(`${node.issuer}/register`, node.issuer)).claims),
      invalid,
    ],
    [
      'of a register that nobody named',
      async () => stranger.sign((await makeClaims(stranger.issuer, node.issuer)).claims),
      unapproved,
    ],
    ['about something that is no data recipient', saying({ software_roles: ['data-holder'] }), unapproved],
    ['with nothing to ask for here', saying({ permissions: ['meter.gas.hh'] }), unapproved],
    ['a plain http redirect address', saying({ redirect_uris: ['http://elsewhere.test/callback'] }), invalid],
    ['a script for a privacy notice', saying({ policy_uri: 'javascript:alert(1)' }), invalid],
    [
      'a name that turns the direction of reading',
      saying({ software_client_name: 'Brightly\u202e' }),
      invalid,
    ],
    ['a name that is blank', saying({ software_client_name: '   ' }), invalid],
    ['a name of two lines', saying({ org_name: 'Brightly\u2028Energy' }), invalid],
    [
      'a private key among its keys',
      async () => saying({ jwks: { keys: [(await stated()).privateJwk] } })(),
      invalid,
    ],
    [
      'a key whose name can not be stored',
      async () => {
        const { claims } = await stated()
        const keys = claims.jwks.keys.map((key) => ({ ...key, kid: 'a\u0000b' }))
        return saying({ jwks: { keys } })()
      },
      invalid,
    ],
    ['keys to fetch', saying({ jwks: undefined, jwks_uri: 'https://elsewhere.test/jwks.json' }), invalid],
  ])('%s', async (_what, make, error) => {
    const statement = await make()
    await expectRefusal(() => register(statement), 400, error)
  })

  test('used before', async () => {
    const { statement } = await stated()
    expect((await register(statement)).status).toBe(201)
    await expectRefusal(() => register(statement), 400, invalid)
  })

  test('fresh, but about a product that is registered', async () => {
    const { statement, claims } = await stated()
    await register(statement)
    const again = await elsewhere.sign({ ...claims, jti: randomUUID() })
    await expectRefusal(() => register(again), 400, 'invalid_client_metadata')
  })

  test.each(['suspended', 'revoked', 'surrendered'])('its organisation is %s here', async (status) => {
    const { db } = await import('#lib/db/index.ts')
    const org_id = `GB-${status}`
    await register((await stated({ org_id })).statement)
    const registerNumber = `${elsewhere.issuer}#${org_id}`
    await db().participant.update({ where: { registerNumber }, data: { status } })
    const { statement } = await stated({ org_id, org_name: 'Another Name' })
    await expectRefusal(() => register(statement), 400, unapproved)
    const { tradingName } = await db().participant.findUniqueOrThrow({ where: { registerNumber } })
    expect(tradingName, 'nothing changes').toBe('Elsewhere Energy')
  })

  test('our own register suspended its organisation since', async () => {
    const { db } = await import('#lib/db/index.ts')
    const { product, statement } = await ownStatement('suspended-since')
    const setStatus = (status: string) =>
      db().participant.update({ where: { id: product.participant.id }, data: { status } })
    await setStatus('suspended')
    await expectRefusal(() => register(statement), 400, unapproved)
    await setStatus('active')
    expect((await register(statement)).status).toBe(201)
  })
})

describe('a request that is none', () => {
  test.each([
    ['no JSON', '{', {}],
    ['a list', '[]', {}],
    ['a word', '"statement"', {}],
    ['nothing', '', {}],
    ['a form', 'software_statement=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('%s', async (_what, body, headers) => {
    await expectRefusal(() => send('POST', endpoint, body, headers), 400, 'invalid_request')
  })

  test('more than 32 KB', async () => {
    const large = { software_statement: 'x'.repeat(33 * 1024) }
    await expectRefusal(() => send('POST', endpoint, large), 413, 'invalid_request')
  })

  test('another method', async () => {
    await expectRefusal(() => send('GET', endpoint), 404, 'invalid_request')
  })
})

describe('fifty at once', () => {
  test('with one statement: one registers, and the others leave nothing behind', async () => {
    const { statement } = await stated({ org_id: 'GB-race' })
    const before = await counts()
    const answers = await Promise.all(Array.from({ length: 50 }, () => register(statement)))
    const won = answers.filter(({ status }) => status === 201)
    expect(won).toHaveLength(1)
    for (const { status, body } of answers) {
      if (status !== 201)
        expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_software_statement' })
    }
    expect(await counts()).toEqual({
      participants: before.participants + 1,
      products: before.products + 1,
      registrations: before.registrations + 1,
      entries: before.entries + 3,
      uses: before.uses + 1,
    })
  })

  test('with statements of their own about one product: one registers', async () => {
    const { claims } = await stated({ org_id: 'GB-race-2' })
    const statements = await Promise.all(
      Array.from({ length: 20 }, () => elsewhere.sign({ ...claims, jti: randomUUID() })),
    )
    const answers = await Promise.all(statements.map((statement) => register(statement)))
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1)
    expect(answers.every(({ status }) => status === 201 || status === 400)).toBe(true)
  })
})
