import { afterAll, expect, test } from 'vitest'
import { claimsOf } from '#lib/testing/raw-client.ts'
import { expectRefusal, startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
afterAll(stage.close)

test('refresh-token: it stays as it is, and serves its own client, authenticated and with a proof', async () => {
  const flow = await stage.connected()
  const { accessToken, refreshToken } = flow
  const { sub } = claimsOf(flow.idToken)
  expect(refreshToken).toMatch(/^[\x20-\x7e]{22,}$/)

  expect(await flow.refresh()).toMatchObject({
    status: 200,
    body: { token_type: 'DPoP', scope: 'energy:read' },
  })
  expect(flow.accessToken).not.toBe(accessToken)
  expect(flow.refreshToken, 'no rotation (5.3.2.1-9)').toBe(refreshToken)
  expect(claimsOf(flow.idToken)).toMatchObject({ sub, iss: stage.issuer, aud: stage.client.clientId })
  expect((await flow.read()).status).toBe(200)

  expectRefusal(await flow.refresh({ assertion: null }), 401, 'invalid_client', 'invalid_request')
  expectRefusal(
    await flow.refresh({ proof: null }),
    400,
    'invalid_request',
    'invalid_grant',
    'invalid_dpop_proof',
  )
  expectRefusal(await flow.refresh({ client: stage.otherClient }), 400, 'invalid_grant')
  expect((await flow.refresh()).status, 'after all that').toBe(200)
})

test('a refresh never gives more than was granted (5.3.2.1-14)', async () => {
  const flow = await stage.connected()
  for (const scope of ['openid energy:read energy:write', 'offline_access']) {
    const answer = await flow.refresh({ form: { scope } })
    expectRefusal(answer, 400, 'invalid_scope')
  }
  const resource = 'https://other.test/'
  expectRefusal(await flow.refresh({ form: { resource } }), 400, 'invalid_target')
})
