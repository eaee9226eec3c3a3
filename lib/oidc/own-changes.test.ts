import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { ask, connect, grantedOf, lastDays } from '#lib/testing/party.ts'
import type { ThirdParty, Tokens } from '#lib/testing/third-party.ts'
import { addSecondHome, allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

// What the consumer changes alone, seen by who holds the tokens: real ones, over HTTP.

let node: TestNode
let world: World
let second: `spt_${string}`
let consent: typeof import('#lib/consent/index.ts')

beforeAll(async () => {
  node = await startTestNode({ processes: 2 })
  world = await makeWorld('alone')
  second = await addSecondHome(world.actor.accountId, '2 Alone Street')
  consent = await import('#lib/consent/index.ts')
})
afterAll(() => node.close())

const bothHomes = () => ({
  allow: { ...allowAll(world).allow, supplyPoints: [world.supplyPointId, second] },
})
const idOf = (tokens: Tokens) => grantedOf(tokens).arrangement_id

async function listed(party: ThirdParty, tokens: Tokens): Promise<string[] | number> {
  const answer = await party.get('/energy/v1/supply-points', tokens)
  if (answer.status !== 200) return answer.status
  const { supplyPoints } = (await answer.json()) as { supplyPoints: { supplyPointId: string }[] }
  return supplyPoints.map(({ supplyPointId }) => supplyPointId).sort()
}

const readings = (party: ThirdParty, tokens: Tokens, handle: string, granularity: string) =>
  party.get(`/energy/v1/supply-points/${handle}/readings`, tokens, { ...lastDays(3), granularity })

/** Narrows what stands in the tokens' arrangement. */
async function shareLess(tokens: Tokens, less: { homes?: string[]; permissions?: string[]; usage?: string }) {
  const offer = await consent.offerNarrowing(world.actor, idOf(tokens))
  const chosen = { homes: [], permissions: [], ...less, standing: offer?.standing ?? '' }
  await consent.narrowConsent(world.actor, idOf(tokens), chosen)
}

const grantOf = async (party: ThirdParty, tokens: Tokens) => {
  const own = await party.askOwnTokens('grant_management_query')
  return party.get(`/oauth/grants/${idOf(tokens)}`, own)
}

describe('[D7] a connection that the consumer pauses', () => {
  test('gives nothing from the next request on; the grant is still there, and resumed it gives the same tokens their worth again', async () => {
    const { party, tokens } = await connect(node, world)
    expect(await listed(party, tokens)).toHaveLength(1)
    await consent.pauseConsent(world.actor, idOf(tokens))
    expect(await listed(party, tokens)).toBe(401)
    await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await grantOf(party, tokens)).status).toBe(200)
    await consent.resumeConsent(world.actor, idOf(tokens))
    expect(await listed(party, tokens)).toHaveLength(1)
    expect(await listed(party, await party.refresh(tokens))).toHaveLength(1)
  })

  test('can be stopped, and then never returns', async () => {
    const { party, tokens } = await connect(node, world)
    await consent.pauseConsent(world.actor, idOf(tokens))
    await consent.withdrawConsent(world.actor, idOf(tokens))
    await consent.resumeConsent(world.actor, idOf(tokens))
    expect(await listed(party, tokens)).toBe(401)
    expect((await grantOf(party, tokens)).status).toBe(404)
  })

  test('gives nothing to a code that waits to be redeemed', async () => {
    const { request, callback } = await ask(node, world, allowAll(world))
    const [latest] = await consent.listConnections(world.actor)
    await consent.pauseConsent(world.actor, latest?.arrangementId ?? 'arr_')
    await expect(request.finish(callback)).rejects.toMatchObject({ error: 'invalid_grant' })
    await consent.resumeConsent(world.actor, latest?.arrangementId ?? 'arr_')
    await expect(request.finish(callback)).resolves.toHaveProperty('access_token')
  })

  test('gives nothing to any reader who began after the pause was acknowledged, on two processes', async () => {
    const { party, tokens } = await connect(node, world)
    const reads: { began: number; status: number }[] = []
    let paused = Number.POSITIVE_INFINITY
    const reader = async () => {
      while (reads.filter(({ began }) => began > paused).length < 60) {
        const began = performance.now()
        reads.push({ began, status: (await party.get('/energy/v1/supply-points', tokens)).status })
      }
    }
    const reading = Promise.all([reader(), reader(), reader()])
    await sleep(200)
    await consent.pauseConsent(world.actor, idOf(tokens))
    paused = performance.now()
    await reading
    expect(reads.some(({ status }) => status === 200)).toBe(true)
    expect(new Set(reads.filter(({ began }) => began > paused).map(({ status }) => status))).toEqual(
      new Set([401]),
    )
  })
})

describe('[W7] sharing less', () => {
  test('detail: the same token reads days and no half hours any more, and all that is said of it says so', async () => {
    const { party, tokens } = await connect(node, world)
    const [handle] = grantedOf(tokens).supply_points
    expect((await readings(party, tokens, handle, 'PT30M')).status).toBe(200)
    await shareLess(tokens, { usage: 'meter.electricity.daily' })
    const narrowed = { ...grantedOf(tokens), datatypes: ['supply-point.basic', 'meter.electricity.daily'] }
    expect((await readings(party, tokens, handle, 'PT30M')).status).toBe(403)
    expect((await readings(party, tokens, handle, 'P1D')).status).toBe(200)
    const again = await party.refresh(tokens)
    expect(grantedOf(again)).toEqual(narrowed)
    expect((await readings(party, again, handle, 'PT30M')).status).toBe(403)
    expect((await readings(party, again, handle, 'P1D')).status).toBe(200)
    for (const token of [tokens.access_token, again.access_token, tokens.refresh_token ?? '']) {
      const { body } = await party.postRaw(`${node.issuer}/oauth/introspect`, { token })
      expect(body).toMatchObject({ active: true, authorization_details: [narrowed] })
    }
    expect(await (await grantOf(party, tokens)).json()).toMatchObject({ authorization_details: [narrowed] })
  })

  test('one home of two: it is gone at once, and the other goes on', async () => {
    const { party, tokens } = await connect(node, world, bothHomes())
    const before = await listed(party, tokens)
    expect(before).toHaveLength(2)
    await shareLess(tokens, { homes: [second] })
    const [kept, ...more] = (await listed(party, tokens)) as string[]
    expect(more).toEqual([])
    const gone = (before as string[]).find((one) => one !== kept) ?? ''
    const read = async (handle: string) =>
      ((await (await readings(party, tokens, handle, 'P1D')).json()) as { days: unknown[] }).days.length
    expect(await read(kept ?? '')).toBeGreaterThan(0)
    expect(await read(gone)).toBe(0)
    expect(grantedOf(await party.refresh(tokens)).supply_points).toEqual([kept])
  })

  test('one permission: it is gone at once, and the others go on', async () => {
    const { party, tokens } = await connect(node, world)
    const list = async () =>
      (await (await party.get('/energy/v1/supply-points', tokens)).json()) as { supplyPoints: object[] }
    expect((await list()).supplyPoints[0]).toHaveProperty('mpanLast4')
    await shareLess(tokens, { permissions: ['supply-point.basic'] })
    expect((await list()).supplyPoints[0]).not.toHaveProperty('mpanLast4')
    expect((await readings(party, tokens, grantedOf(tokens).supply_points[0], 'PT30M')).status).toBe(200)
  })

  test('before the code is redeemed: its tokens are worth what is left', async () => {
    const { party, request, callback } = await ask(node, world, allowAll(world))
    const [latest] = await consent.listConnections(world.actor)
    const offer = await consent.offerNarrowing(world.actor, latest?.arrangementId ?? 'arr_')
    const chosen = { standing: offer?.standing ?? '', homes: [], permissions: [] }
    await consent.narrowConsent(world.actor, latest?.arrangementId ?? 'arr_', {
      ...chosen,
      usage: 'meter.electricity.monthly',
    })
    const tokens = await request.finish(callback)
    expect(grantedOf(tokens).datatypes).toEqual(['supply-point.basic', 'meter.electricity.monthly'])
    expect((await readings(party, tokens, grantedOf(tokens).supply_points[0], 'P1D')).status).toBe(403)
  })

  test('again and again, while paused too: the first tokens serve it, until the recipient’s own change or the end', async () => {
    const { party, tokens } = await connect(node, world, bothHomes())
    await shareLess(tokens, { usage: 'meter.electricity.daily' })
    await consent.pauseConsent(world.actor, idOf(tokens))
    await shareLess(tokens, { homes: [second] })
    expect(await listed(party, tokens)).toBe(401)
    await consent.resumeConsent(world.actor, idOf(tokens))
    expect(await listed(party, tokens)).toHaveLength(1)
    const extra = { grant_management_action: 'merge', grant_id: idOf(tokens) }
    const changed = await connect(node, world, allowAll(world), energyRequest(), extra)
    expect(await listed(party, tokens)).toBe(401)
    await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(await listed(party, changed.tokens)).toHaveLength(1)
    await shareLess(changed.tokens, { permissions: ['supply-point.basic'] })
    expect(await listed(party, changed.tokens)).toHaveLength(1)
    await consent.withdrawConsent(world.actor, idOf(tokens))
    expect(await listed(party, changed.tokens)).toBe(401)
  })

  test('while others read and refresh: nobody loses what stays, nobody who began later gets what ended', async () => {
    const { party, tokens } = await connect(node, world)
    const [handle] = grantedOf(tokens).supply_points
    const seen: { began: number; what: string; status: number }[] = []
    let narrowed = Number.POSITIVE_INFINITY
    const work = async (what: string, act: () => Promise<number>) => {
      while (seen.filter((one) => one.what === what && one.began > narrowed).length < 30) {
        const began = performance.now()
        seen.push({ began, what, status: await act() })
      }
    }
    const refreshed = async () => {
      const again = await party.refresh(tokens)
      return (await readings(party, again, handle, 'P1D')).status
    }
    const working = Promise.all([
      work('half hours', async () => (await readings(party, tokens, handle, 'PT30M')).status),
      work('days', async () => (await readings(party, tokens, handle, 'P1D')).status),
      work('refreshed', refreshed),
    ])
    await sleep(300)
    await shareLess(tokens, { usage: 'meter.electricity.daily' })
    narrowed = performance.now()
    await working
    const statuses = (what: string, from: number) =>
      new Set(seen.filter((one) => one.what === what && one.began > from).map(({ status }) => status))
    expect(statuses('half hours', narrowed)).toEqual(new Set([403]))
    expect(seen.some(({ what, status }) => what === 'half hours' && status === 200)).toBe(true)
    expect(statuses('days', 0)).toEqual(new Set([200]))
    expect(statuses('refreshed', 0)).toEqual(new Set([200]))
  })
})
