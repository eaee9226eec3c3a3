import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { random } from '#lib/testing/raw-client.ts'
import { expectRefusal, later, startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
afterAll(stage.close)

test('ensure-authorization-code-is-bound-to-client: another client gets nothing, and spoils nothing', async () => {
  const flow = await stage.authorised()
  expectRefusal(await flow.redeem({ client: stage.otherClient }), 400, 'invalid_grant')
  expect((await flow.redeem()).status).toBe(200)
})

test('attempt-reuse-authorization-code-after-one-second: it is refused, and its tokens end', async () => {
  const flow = await stage.connected()
  expect((await flow.read()).status).toBe(200)
  await sleep(1_100)
  expectRefusal(await flow.redeem(), 400, 'invalid_grant')
  expect((await flow.read()).status).toBe(401)
  expectRefusal(await flow.refresh(), 400, 'invalid_grant')
})

test('ensure-token-endpoint-fails-with-expired-auth-code: after 60 seconds it is worth nothing', async () => {
  const flow = await stage.authorised()
  expectRefusal(await later(62, () => flow.redeem()), 400, 'invalid_grant')
  expect(flow.accessToken).toBe('')
  const quick = await stage.authorised()
  expect((await later(55, () => quick.redeem())).status).toBe(200)
})

test('ensure-pkce-code-verifier-required: the code alone is not enough', async () => {
  const flow = await stage.authorised()
  expectRefusal(await flow.redeem({ form: { code_verifier: undefined } }), 400, 'invalid_grant')
  expectRefusal(await flow.redeem({ form: { code_verifier: '' } }), 400, 'invalid_grant')
  expect((await flow.redeem()).status).toBe(200)
})

test('incorrect-pkce-code-verifier-rejected: another verifier is refused', async () => {
  const flow = await stage.authorised()
  expectRefusal(await flow.redeem({ form: { code_verifier: random() } }), 400, 'invalid_grant')
  expect((await flow.redeem()).status).toBe(200)
})

test('the redirect URI is that of the request, and no parameter comes twice', async () => {
  const flow = await stage.authorised()
  const other = { redirect_uri: `${stage.client.redirectUri}/more` }
  expectRefusal(await flow.redeem({ form: other }), 400, 'invalid_grant')
  expectRefusal(
    await flow.redeem({ form: { redirect_uri: undefined } }),
    400,
    'invalid_request',
    'invalid_grant',
  )
  expectRefusal(await flow.redeem({ form: { code: [flow.code, flow.code] } }), 400, 'invalid_request')
  expect((await flow.redeem()).status).toBe(200)
})

test('there is no password grant, nor any other that we do not offer (5.3.2.1-2)', async () => {
  const flow = await stage.start()
  const grants = ['password', 'implicit', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'none', '__proto__']
  for (const grant_type of grants) {
    const answer = await flow.redeem({ form: { grant_type, username: 'a', password: 'b' } })
    expectRefusal(answer, 400, 'unsupported_grant_type')
  }
})
