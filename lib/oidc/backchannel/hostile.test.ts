import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { expectNothingChanges, expectTame, RUNS, someOf, TIMEOUT } from '#lib/testing/hostile.ts'
import { startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage({
  grant_types: ['authorization_code', 'refresh_token', 'urn:openid:params:grant-type:ciba'],
})
const flow = await stage.connected()
const { id: hint } = await db().arrangement.findFirstOrThrow()
afterAll(stage.close)
expectNothingChanges()

const parameters = someOf(
  `login_hint login_hint_token id_token_hint binding_message requested_expiry user_code request_context
   client_notification_token scope resource authorization_details acr_values max_age claims request
   grant_management_action grant_id client_id`.replaceAll(/\s+/g, ' '),
)

test('whatever asks again without a browser', { timeout: TIMEOUT }, async () => {
  const right = { login_hint: hint, binding_message: 'Blue Fox 42' }
  const ask = (form: object) => flow.push({ path: '/oauth/backchannel', form: { ...right, ...form } })
  await fc.assert(
    fc.asyncProperty(parameters, async (form) => expectTame(await ask(form), flow)),
    RUNS,
  )
  // However often it was asked, one question waits.
  expect((await ask({})).status).toBeOneOf([200, 403])
  const where = { model: 'BackchannelAuthenticationRequest', expiresAt: { gt: new Date() } }
  expect(await db().oidcRecord.count({ where })).toBe(1)
})
