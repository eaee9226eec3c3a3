import { exportJWK } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { addProduct } from '#lib/register/index.ts'
import {
  type Form,
  forge,
  makeSigningKey,
  random,
  seconds,
  send,
  signAssertion,
  signProof,
  withAssertion,
} from '#lib/testing/raw-client.ts'
import type { Change, RawClient } from '#lib/testing/raw-flow.ts'
import { expectRefusal, startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
afterAll(stage.close)

/** The token endpoint refuses the client; and the code is still good for the one that authenticates. */
async function expectRefusedAtToken(change: Change, status: number, ...codes: string[]): Promise<void> {
  const flow = await stage.authorised()
  expectRefusal(await flow.redeem(change), status, ...codes)
  expect((await flow.redeem()).status).toBe(200)
}

async function expectRefusedAtPar(change: Change): Promise<void> {
  const flow = await stage.start()
  expectRefusal(await flow.push(change), 401, 'invalid_client')
}

/** A client with a key of another kind, which doesn't say for which algorithm. */
async function clientWith(alg: string): Promise<RawClient> {
  const { id: _, status: __, ...product } = stage.world.product
  const { privateKey, publicJwk } = await makeSigningKey(alg)
  const clientId = `client-${random()}`
  await addProduct({ ...product, clientId, jwks: { keys: [{ ...publicJwk, kid: alg }] } })
  return { ...stage.client, clientId, privateJwk: { ...(await exportJWK(privateKey)), kid: alg } }
}

const signedWith = (alg: string, client: RawClient): Change => ({ client, assertionHeader: { alg } })

describe('at the token endpoint', () => {
  test('ensure-signed-client-assertion-with-RS256-fails: the same key with PS256 is accepted', async () => {
    const client = await clientWith('PS256')
    const flow = await stage.start()
    expectRefusal(await flow.redeem(signedWith('RS256', client)), 401, 'invalid_client')
    // With the right algorithm it is the code that is missing, not the client.
    expectRefusal(await flow.redeem(signedWith('PS256', client)), 400, 'invalid_request')
  })

  test('ensure-client-assertion-in-token-endpoint: knowing the client_id is not enough', async () => {
    await expectRefusedAtToken({ assertion: null }, 401, 'invalid_client', 'invalid_request')
  })

  test('ensure-client-assertion-with-exp-is-5-minutes-in-past-fails: it ran out', async () => {
    await expectRefusedAtToken({ assertion: { exp: seconds(-300) } }, 401, 'invalid_client')
  })

  test('ensure-client-assertion-with-wrong-aud-fails: it was made for another server', async () => {
    await expectRefusedAtToken({ assertion: { aud: 'https://other.test' } }, 401, 'invalid_client')
  })

  test('ensure-client-assertion-with-no-sub-fails: a signed request object can not stand in for it', async () => {
    await expectRefusedAtToken({ assertion: { sub: undefined } }, 401, 'invalid_client')
  })

  test('ensure-client-id-in-token-endpoint: one client can not speak as another', async () => {
    const disguised = { ...stage.otherClient, privateJwk: stage.client.privateJwk }
    await expectRefusedAtToken({ client: disguised }, 401, 'invalid_client')
    await expectRefusedAtToken({ form: { client_id: stage.otherClient.clientId } }, 400, 'invalid_request')
  })
})

describe('at the pushed authorisation request endpoint', () => {
  test('par-test-array-as-audience-fails: not even an array of the issuer alone', async () => {
    await expectRefusedAtPar({ assertion: { aud: [stage.issuer] } })
    await expectRefusedAtPar({ assertion: { aud: [stage.issuer, 'https://other.test'] } })
  })

  test('par-test-par-endpoint-url-as-audience-fails: the audience is the issuer', async () => {
    await expectRefusedAtPar({ assertion: { aud: `${stage.issuer}/oauth/par` } })
  })

  test('par-test-token-endpoint-url-as-audience-fails: the audience is the issuer', async () => {
    await expectRefusedAtPar({ assertion: { aud: `${stage.issuer}/oauth/token` } })
  })

  test('par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted: clocks differ', async () => {
    await stage.pushed({ assertion: { nbf: seconds(8), iat: seconds(8) } })
    await stage.pushed({ assertion: { nbf: seconds(10), iat: seconds(10) } })
  })

  test('par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails: by no more than that', async () => {
    await expectRefusedAtPar({ assertion: { nbf: seconds(65), iat: seconds(65), exp: seconds(125) } })
    await expectRefusedAtPar({ assertion: { nbf: seconds(65), exp: seconds(125) } })
    await expectRefusedAtPar({ assertion: { iat: seconds(65), exp: seconds(125) } })
  })
})

describe('beyond the modules', () => {
  test.each(['ES256', 'PS256', 'Ed25519'])(
    'an assertion signed with %s authenticates (5.4.1)',
    async (alg) => {
      const client = await clientWith(alg)
      const flow = await stage.start()
      expect((await flow.push(signedWith(alg, client))).status).toBe(201)
    },
  )

  test('none of what is forged, endless or of the wrong kind authenticates', async () => {
    const { clientId } = stage.client
    const right = { iss: clientId, sub: clientId, aud: stage.issuer, jti: 'x', exp: seconds(60) }
    const signed = await signAssertion(stage.client)
    const forged = [
      forge({ alg: 'none' }, right),
      forge({ alg: 'HS256', kid: stage.client.privateJwk.kid }, right, 'AAAA'),
      signed.slice(0, signed.lastIndexOf('.') + 1),
      `${signed.slice(0, -8)}AAAAAAAA`,
    ]
    const flow = await stage.start()
    for (const assertion of forged) {
      const form = { ...flow.parameters(), ...withAssertion(clientId, assertion) }
      expectRefusal(await send(`${stage.issuer}/oauth/par`, { form }), 401, 'invalid_client')
    }
    for (const exp of [seconds(86_400), 1e300, undefined]) await expectRefusedAtPar({ assertion: { exp } })
    await expectRefusedAtPar({ assertion: { jti: undefined } })
    await expectRefusedAtPar({ assertion: { iss: 'somebody' } })
  })
})

describe('an assertion works once (RFC 7523 section 3, item 7): the second time is invalid_client', () => {
  /** Sends the same assertion again, each time with a proof of its own, and returns what the second is told. */
  async function sendTwice(path: string, form: Form) {
    const flow = await stage.start()
    const body = { ...form, ...withAssertion(stage.client.clientId, await signAssertion(stage.client)) }
    const once = async () => {
      const claims = { htm: 'POST', htu: stage.issuer + path }
      return send(stage.issuer + path, {
        form: body,
        headers: { dpop: await signProof(flow.key, claims) },
      })
    }
    return [await once(), await once()] as const
  }

  test.each([
    ['a refusal', 400, '/oauth/token', { grant_type: 'refresh_token', refresh_token: 'nobody-issued-this' }],
    ['news of a token', 200, '/oauth/introspect', { token: 'nobody-issued-this' }],
    ['the end of a token', 200, '/oauth/revoke', { token: 'nobody-issued-this' }],
  ])('after %s', async (_what, status, path, form) => {
    const [first, again] = await sendTwice(path, form)
    expect(first.status).toBe(status)
    expect(again).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })

  test('after a token', async () => {
    const flow = await stage.connected()
    const again = { assertion: { jti: 'refreshes' } }
    expect((await flow.refresh(again)).status).toBe(200)
    expectRefusal(await flow.refresh(again), 401, 'invalid_client')
  })

  test('after a pushed request', async () => {
    const [first, again] = await sendTwice('/oauth/par', (await stage.start()).parameters())
    expect(first.status).toBe(201)
    expectRefusal(again, 401, 'invalid_client')
  })

  test('at another endpoint, too, and the code is still good', async () => {
    const once = { assertion: { jti: 'once' } }
    const flow = await stage.authorised(once)
    expectRefusal(await flow.redeem(once), 401, 'invalid_client')
    expect((await flow.redeem()).status).toBe(200)
  })

  test('with a proof that comes again, too: who calls is settled first', async () => {
    const again = { assertion: { jti: 'both' }, proof: { jti: 'both-proofs' } }
    const flow = await stage.connected()
    expect((await flow.refresh(again)).status).toBe(200)
    expectRefusal(await flow.refresh(again), 401, 'invalid_client')
    expectRefusal(await flow.refresh({ proof: again.proof }), 400, 'invalid_dpop_proof')
  })
})
