import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, decodeJwt, type JWTPayload, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openSession, sealSession, sessionCookie } from '#lib/auth/session-token.ts'
import { db } from '#lib/db/index.ts'
import type { TestBrowser } from '#lib/testing/browser.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, partyOf } from '#lib/testing/party.ts'
import type { ThirdParty, Tokens } from '#lib/testing/third-party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import type { Browser } from './decide-request.ts'

const AFTERWARDS = 'https://recipient.test/signed-out'

let node: TestNode
let world: World
let listener: Awaited<ReturnType<typeof listenForLogout>>

/** Where a recipient hears of it. `path` decides how it behaves. */
async function listenForLogout() {
  const received: string[] = []
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (chunk) => {
      body += chunk
    })
    req.on('end', () => {
      received.push(new URLSearchParams(body).get('logout_token') ?? '')
      if (req.url === '/refuses') res.writeHead(500)
      if (req.url !== '/hangs') res.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => server.close().closeAllConnections()
  return { received, address: (path: string) => `http://127.0.0.1:${port}${path}`, close }
}

beforeAll(async () => {
  node = await startTestNode()
  listener = await listenForLogout()
  world = await makeWorld('leaving', {
    post_logout_redirect_uris: [AFTERWARDS],
    backchannel_logout_uri: listener.address('/hears'),
    backchannel_logout_session_required: true,
  })
})
afterEach(() => listener.received.splice(0))
afterAll(async () => {
  listener.close()
  await node.close()
})

/** A connection, made in a browser that we keep. */
async function connectIn(who = world, browser?: TestBrowser) {
  const party = await partyOf(node, who)
  const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
  const used = browser ?? (await node.browse(who.actor, allowAll(who)))
  const tokens = await request.finish(await used.follow(request.url))
  return { party, tokens, browser: used }
}

/** What a page of ours is given of this browser. */
async function inPage({ cookies }: TestBrowser): Promise<Browser> {
  const { IncomingMessage, ServerResponse } = await import('node:http')
  const { Socket } = await import('node:net')
  const req = new IncomingMessage(new Socket())
  req.headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }
  return { req, res: new ServerResponse(req) }
}

const askToSignOut = (browser: TestBrowser, query: Record<string, string>) =>
  browser.follow(`${node.issuer}/oauth/logout?${new URLSearchParams(query)}`)

async function expectInForce(party: ThirdParty, tokens: Tokens) {
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  await expect(party.refresh(tokens)).resolves.toMatchObject({ token_type: 'dpop' })
}

/** Submits the form of the page at `url`, and follows from there. */
async function submitForm(browser: TestBrowser, url: string): Promise<string> {
  const headers = () => ({ cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; ') })
  const html = await (await fetch(url, { headers: headers() })).text()
  const fields = [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ])
  const action = /action="([^"]+)"/.exec(html)?.[1] ?? ''
  const body = new URLSearchParams(fields as [string, string][])
  const answer = await fetch(action, { method: 'POST', headers: headers(), body, redirect: 'manual' })
  return browser.follow(answer.headers.get('location') ?? '')
}

/** Whether the provider still knows who is at this browser. */
async function isSignedIn(browser: TestBrowser) {
  const { provider } = await import('./provider.ts')
  const { req, res } = await inPage(browser)
  const ready = await provider()
  return (await ready.Session.get(ready.createContext(req, res))).accountId !== undefined
}

describe('a client asks to sign out (OIDC RP-Initiated Logout)', () => {
  test('the consumer is asked on a page of ours, and the answer leads back with the state', async () => {
    const { readLogoutRequest } = await import('./logout-request.ts')
    const { tokens, browser } = await connectIn()
    const query = {
      post_logout_redirect_uri: AFTERWARDS,
      state: 'back',
      id_token_hint: tokens.id_token ?? '',
    }
    expect(await askToSignOut(browser, query)).toBe(`${node.issuer}/sign-out/asked`)
    const asked = await readLogoutRequest(await inPage(browser))
    expect(asked).toMatchObject({ clientName: 'App leaving', returnTo: `${AFTERWARDS}?state=back` })
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('staying signed in forgets the request and tells nobody', async () => {
    const { forgetLogoutRequest, readLogoutRequest } = await import('./logout-request.ts')
    const { browser } = await connectIn()
    await askToSignOut(browser, { client_id: world.product.clientId })
    await forgetLogoutRequest(await inPage(browser))
    expect(await readLogoutRequest(await inPage(browser))).toBeUndefined()
    expect(await isSignedIn(browser)).toBe(true)
    expect(listener.received).toEqual([])
  })

  test.each([
    [{ post_logout_redirect_uri: AFTERWARDS, state: 'back' }, `${AFTERWARDS}?state=back`],
    [{}, '/'],
  ])('where nobody is signed in there is no question: %j leads to %s', async (query, address) => {
    const given = new URLSearchParams({ client_id: world.product.clientId, ...query })
    const answer = await fetch(`${node.issuer}/oauth/logout?${given}`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, address])
  })

  test.each([
    ['an address that is not registered', { post_logout_redirect_uri: 'https://evil.example/' }],
    ['a hint that is no ID token', { id_token_hint: 'nonsense' }],
    ['a client that nobody knows', { client_id: 'nobody' }],
  ])('%s is refused, and leads nowhere', async (_what, query) => {
    const { readLogoutRequest } = await import('./logout-request.ts')
    const { browser } = await connectIn()
    const end = await askToSignOut(browser, { client_id: world.product.clientId, ...query })
    expect(new URL(end).origin).toBe(node.issuer)
    expect(end).not.toContain('/sign-out/asked')
    expect(await readLogoutRequest(await inPage(browser))).toBeUndefined()
  })

  test("an ID token for another client can't speak for this one", async () => {
    const { browser } = await connectIn()
    const other = await connect(node, await makeWorld('other-client'))
    const query = { client_id: world.product.clientId, id_token_hint: other.tokens.id_token ?? '' }
    expect(await askToSignOut(browser, query)).not.toContain('/sign-out/asked')
  })
})

describe('signing out ends the session and no consent', () => {
  test('every connection works as before', async () => {
    const { endProviderSession } = await import('./end-session.ts')
    const first = await connectIn()
    const second = await connectIn(world, first.browser)
    await endProviderSession(await inPage(first.browser))
    expect(await isSignedIn(first.browser)).toBe(false)
    await expectInForce(first.party, first.tokens)
    await expectInForce(second.party, second.tokens)
    expect(await db().ledgerEntry.count({ where: { type: 'consent.revoked' } })).toBe(0)
  })

  test('and so it is when somebody else signs in at the same browser', async () => {
    const { party, tokens, browser } = await connectIn()
    const other = await makeWorld('next-person')
    const decided = await node.browse(other.actor, allowAll(other))
    for (const [name, value] of decided.cookies) browser.cookies.set(name, value)
    const request = await (await partyOf(node, world)).startAuthorisation({
      authorizationDetails: [energyRequest()],
    })
    const answer = await submitForm(browser, await browser.follow(request.url))
    expect(new URL(answer).searchParams.get('code')).toBeTruthy()
    await expectInForce(party, tokens)
  })

  test('a browser that was never used with an app tells nobody', async () => {
    const { endProviderSession } = await import('./end-session.ts')
    const cookie = await sealSession(await openSession(world.actor.accountId, 'test', 'password'))
    const browser = { cookies: new Map([[sessionCookie().name, cookie]]) } as TestBrowser
    await endProviderSession(await inPage(browser))
    expect(listener.received).toEqual([])
  })
})

describe('clients are told (OIDC Back-Channel Logout)', () => {
  async function verify(token: string | undefined): Promise<JWTPayload> {
    const keys = createRemoteJWKSet(new URL(`${node.issuer}/oauth/jwks`))
    const checks = { issuer: node.issuer, audience: world.product.clientId, typ: 'logout+jwt' }
    return (await jwtVerify(token ?? '', keys, checks)).payload
  }

  /** Signs out in a browser where `change` holds for the client. */
  async function signOutWith(change: Record<string, unknown> = {}) {
    const { endProviderSession } = await import('./end-session.ts')
    const where = { id: world.product.id }
    const clientChoices = { ...world.product.clientChoices, ...change } as object
    await db().softwareProduct.update({ where, data: { clientChoices } })
    const made = await connectIn()
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const began = performance.now()
    await endProviderSession(await inPage(made.browser))
    const took = performance.now() - began
    const said = JSON.stringify(errors.mock.calls)
    errors.mockRestore()
    expect(await isSignedIn(made.browser)).toBe(false)
    return { ...made, took, said }
  }

  test('with a token that names the session and the subject as this client knows them', async () => {
    const { tokens } = await signOutWith()
    expect(listener.received).toHaveLength(1)
    const claims = await verify(listener.received[0])
    const { sub, sid } = decodeJwt(tokens.id_token ?? '')
    expect(claims).toMatchObject({ sub, sid, jti: expect.any(String), iat: expect.any(Number) })
    expect(claims.events).toEqual({ 'http://schemas.openid.net/event/backchannel-logout': {} })
    expect(claims.nonce).toBeUndefined()
    expect(JSON.stringify(claims)).not.toContain(world.actor.accountId)
  })

  test('[H5] of all other browsers when somebody signs everyone else out, and of none of their own', async () => {
    const { endOtherProviderSessions } = await import('./end-session.ts')
    const [here, there] = [await connectIn(), await connectIn()]
    const stranger = await connectIn(await makeWorld('stranger'))
    await endOtherProviderSessions(await inPage(here.browser), world.actor.accountId)
    const sids = listener.received.map((token) => decodeJwt(token).sid)
    expect(sids).toContain(decodeJwt(there.tokens.id_token ?? '').sid)
    expect(sids).not.toContain(decodeJwt(here.tokens.id_token ?? '').sid)
    expect(await isSignedIn(there.browser)).toBe(false)
    expect(await isSignedIn(here.browser)).toBe(true)
    expect(await isSignedIn(stranger.browser)).toBe(true)
    await expectInForce(there.party, there.tokens)
  })

  test('a client that refuses or hangs keeps nobody from signing out for longer than a few seconds', async () => {
    const refuses = await signOutWith({ backchannel_logout_uri: listener.address('/refuses') })
    expect(refuses.said).toContain('back-channel logout')
    const hangs = await signOutWith({ backchannel_logout_uri: listener.address('/hangs') })
    expect(hangs.took).toBeLessThan(10_000)
    for (const token of listener.received) expect(refuses.said + hangs.said).not.toContain(token)
    await expectInForce(hangs.party, hangs.tokens)
  })

  test('in production nothing goes to a private address', async () => {
    const { env } = await import('#lib/env.ts')
    const before = env().mode
    Object.assign(env(), { mode: 'production' })
    const { said } = await signOutWith().finally(() => Object.assign(env(), { mode: before }))
    expect(listener.received).toEqual([])
    expect(said).toContain('back-channel logout')
    // It was the guard that kept it, not its absence.
    expect(said).not.toContain('not guarded')
  })
})
