import { afterAll, expect, test, vi } from 'vitest'
import { send } from '#lib/testing/raw-client.ts'
import { expectRefusal, startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
afterAll(stage.close)

const corsHeaders = (headers: Headers) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'))

test('every redirect on the way is a 303, and none may be stored (5.3.2.2-10, -11)', async () => {
  const flow = await stage.pushed()
  const browser = await stage.browse()
  const fetched = vi.spyOn(globalThis, 'fetch')
  await flow.authorise(browser)
  const answers = await Promise.all(fetched.mock.results.map(({ value }) => value as Promise<Response>))
  fetched.mockRestore()
  expect(flow.code).not.toBe('')
  expect(answers.length).toBeGreaterThanOrEqual(4)
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
})

test('no script of another origin may speak to the authorisation endpoint (5.2.3)', async () => {
  const flow = await stage.pushed()
  const origin = 'https://attacker.test'
  const get = await send(flow.address(), { headers: { origin } })
  const ask = { origin, 'access-control-request-method': 'GET' }
  const preflight = await send(flow.address(), { method: 'OPTIONS', headers: ask })
  expect([get.status, corsHeaders(get.headers)]).toEqual([303, []])
  expect([preflight.status, corsHeaders(preflight.headers)]).toEqual([404, []])
})

test('nor may it push requests, trade codes or read data (RFC 9700 2.6)', async () => {
  const headers = { origin: 'https://attacker.test' }
  const flow = await stage.connected()
  for (const answer of [await flow.push({ headers }), await flow.refresh({ headers })]) {
    expectRefusal(answer, 400, 'invalid_request')
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  }
  const authorization = `DPoP ${flow.accessToken}`
  expect(corsHeaders((await flow.read({ headers: { authorization, ...headers } })).headers)).toEqual([])
})

test('the address of an error page tells nothing of the request', async () => {
  const flow = await stage.pushed()
  const end = await flow.authorise(await stage.browse(), { client_id: 'nobody', state: 'a-secret-state' })
  expect(end.href).toBe(`${stage.issuer}/request-ended`)
})
