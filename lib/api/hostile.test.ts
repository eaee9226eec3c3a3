import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import {
  expectNothingChanges,
  expectTame,
  headerText,
  RUNS,
  someOf,
  TIMEOUT,
  text,
  wrongClaims,
} from '#lib/testing/hostile.ts'
import { encodeForm } from '#lib/testing/raw-client.ts'
import { startRawStage } from '#lib/testing/raw-stage.ts'

const stage = await startRawStage()
const flow = await stage.connected()
afterAll(stage.close)
expectNothingChanges()

test('whatever addresses and queries are', { timeout: TIMEOUT }, () => {
  const right = { from: '2026-01-01', to: '2026-01-02' }
  const query = fc.oneof(fc.constant({}), someOf('from to granularity access_token limit'))
  const handle = fc.oneof(text, fc.constant('sp_AAAAAAAAAAAAAAAAAAAAAA'))
  return fc.assert(
    fc.asyncProperty(handle, query, async (id, form) => {
      const path = `/energy/v1/supply-points/${encodeURIComponent(id.slice(0, 3_000))}/readings`
      const search = String(encodeForm({ ...right, ...form })).slice(0, 6_000)
      const { pathname } = new URL(path, stage.issuer)
      const answer = await flow.read({ path: `${pathname}?${search}` })
      expectTame(answer, flow)
      expect(answer.text, 'a handle of nobody has no readings').not.toContain('"values"')
    }),
    RUNS,
  )
})

test('whatever credentials are', { timeout: TIMEOUT }, () =>
  fc.assert(
    fc.asyncProperty(headerText, wrongClaims('jti htm htu iat nbf'), async (odd, proof) => {
      for (const change of [
        { headers: { authorization: odd } },
        { headers: { authorization: `DPoP ${odd}` } },
        { headers: { dpop: odd } },
        { proof: { ...proof, ath: 'wrong' } },
      ]) {
        const answer = await flow.read(change)
        expectTame(answer, flow)
        expect(answer.status).toBe(401)
      }
    }),
    RUNS,
  ),
)
