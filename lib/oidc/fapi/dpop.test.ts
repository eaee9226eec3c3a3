import { calculateJwkThumbprint } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { type Members, makeSigningKey, seconds } from '#lib/testing/raw-client.ts'
import type { Change } from '#lib/testing/raw-flow.ts'
import { expectRefusal, startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
afterAll(stage.close)

const refusals = ['invalid_request', 'invalid_grant', 'invalid_dpop_proof'] as const

/** The whole way with proofs like this one, at every endpoint. */
async function expectAccepted(proof: Members): Promise<void> {
  const flow = await stage.authorised({ proof })
  expect((await flow.redeem({ proof })).status).toBe(200)
  expect((await flow.refresh({ proof })).status).toBe(200)
  expect((await flow.read({ proof })).status).toBe(200)
}

describe('clocks that differ', () => {
  test('check-dpop-proof-nbf-exp: a proof may say from when and until when', async () => {
    await expectAccepted({ nbf: seconds(), exp: seconds(300) })
  })

  test('ensure-dpopproof-with-iat-10seconds-before-succeeds: at every endpoint', async () => {
    await expectAccepted({ iat: seconds(-10) })
  })

  test('ensure-dpopproof-with-iat-10seconds-after-succeeds: at every endpoint', async () => {
    await expectAccepted({ iat: seconds(10) })
  })

  test('a proof from more than a minute ahead is refused at every endpoint (5.3.2.1-13)', async () => {
    const proof = { iat: seconds(65) }
    expectRefusal(await (await stage.start()).push({ proof }), 400, 'invalid_dpop_proof')
    const flow = await stage.authorised()
    expectRefusal(await flow.redeem({ proof }), 400, 'invalid_dpop_proof')
    expect((await flow.redeem()).status).toBe(200)
    expect((await flow.read({ proof })).status).toBe(401)
  })

  test('a nonce of ours is no way around that', async () => {
    const flow = await stage.authorised()
    const refused = await flow.redeem({ proof: { iat: seconds(-3600) } })
    expectRefusal(refused, 400, 'use_dpop_nonce')
    const nonce = refused.headers.get('dpop-nonce')
    expectRefusal(await flow.redeem({ proof: { nonce, iat: seconds(65) } }), 400, 'invalid_dpop_proof')
    expect((await flow.redeem({ proof: { nonce, iat: seconds(-3600) } })).status).toBe(200)
  })

  test('a proof that begins to hold in a few seconds is accepted, one in a minute is not', async () => {
    await stage.pushed({ proof: { nbf: seconds(3) } })
    expectRefusal(
      await (await stage.start()).push({ proof: { nbf: seconds(65) } }),
      400,
      'invalid_dpop_proof',
    )
  })
})

describe('a code is bound to a key (5.3.2.1-12)', () => {
  test('ensure-mismatched-dpop-jkt-fails: a pushed request that names one key and proves another', async () => {
    const form = { dpop_jkt: await calculateJwkThumbprint(stage.otherKey.publicJwk) }
    expectRefusal(await (await stage.start()).push({ form, proof: {} }), 400, ...refusals)
  })

  test('ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt: proven when pushed', async () => {
    const flow = await stage.authorised({ proof: {} })
    expectRefusal(await flow.redeem({ key: stage.otherKey }), 400, ...refusals)
    expect(flow.accessToken).toBe('')
  })

  test('ensure-token-endpoint-fails-with-mismatched-dpop-jkt: named when pushed', async () => {
    const form = { dpop_jkt: await calculateJwkThumbprint(stage.otherKey.publicJwk) }
    const flow = await stage.authorised({ form })
    expectRefusal(await flow.redeem(), 400, ...refusals)
    expect(flow.accessToken).toBe('')
  })

  test('ensure-dpopproof-at-par-endpoint-binding-success: the key that was proven redeems', async () => {
    const flow = await stage.connected({ proof: {} })
    expect((await flow.read()).status).toBe(200)
  })

  test('ensure-dpop-auth-code-binding-success: the key that was named and proven redeems', async () => {
    const flow = await stage.start()
    const form = { dpop_jkt: await calculateJwkThumbprint(flow.key.publicJwk) }
    expect((await flow.push({ form, proof: {} })).status).toBe(201)
    await flow.authorise(await stage.browse())
    expect((await flow.redeem()).status).toBe(200)
    expect((await flow.read()).status).toBe(200)
  })
})

describe('tokens are bound to a key (5.3.2.1-4)', () => {
  test('ensure-holder-of-key-required: no proof, no token', async () => {
    const flow = await stage.authorised()
    expectRefusal(await flow.redeem({ proof: null }), 400, ...refusals)
    expect(await flow.redeem()).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
  })

  test.each([
    ['for another method', { proof: { htm: 'GET' } }],
    ['for another address', { proof: { htu: 'https://other.test/oauth/token' } }],
    ['without a jti', { proof: { jti: undefined } }],
    ['without iat', { proof: { iat: undefined } }],
    ['that ran out', { proof: { exp: seconds(-60) } }],
    ['of another type', { proofHeader: { typ: 'JWT' } }],
    ['without its key', { proofHeader: { jwk: undefined } }],
  ] satisfies [string, Change][])('a proof %s gives no token', async (_what, change) => {
    const flow = await stage.start()
    expectRefusal(await flow.redeem({ ...change, form: { code: 'any' } }), 400, 'invalid_dpop_proof')
  })

  test('a proof with RS256 or a private key gives no token', async () => {
    const flow = await stage.start()
    const key = await makeSigningKey('RS256')
    expectRefusal(await flow.redeem({ key, form: { code: 'any' } }), 400, 'invalid_dpop_proof')
    const jwk = { ...flow.key.publicJwk, d: flow.key.publicJwk.x }
    expectRefusal(
      await flow.redeem({ proofHeader: { jwk }, form: { code: 'any' } }),
      400,
      'invalid_dpop_proof',
    )
  })

  test('a proof gives one token: what it was for is over', async () => {
    const flow = await stage.connected()
    const proof = { jti: 'once' }
    expect((await flow.refresh({ proof })).status).toBe(200)
    expectRefusal(await flow.refresh({ proof }), 400, ...refusals)
  })
})
