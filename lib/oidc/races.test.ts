import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { ask, connect, grantedOf, lastDays, partyOf } from '#lib/testing/party.ts'
import { signProof } from '#lib/testing/third-party.ts'
import { allowAll, consentInput, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

const TIMES = 50

let node: TestNode
let world: World

beforeAll(async () => {
  node = await startTestNode({ processes: 2 })
  world = await makeWorld()
})
afterAll(() => node.close())

test('there are two processes, and both answer', async () => {
  const answers = await times(() => fetch(`${node.issuer}/.well-known/openid-configuration`), 10)
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(node.second?.answered()).toBeGreaterThanOrEqual(5)
})

const times = <T>(work: (index: number) => Promise<T>, count = TIMES) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const countOf = (statuses: number[], status: number) => statuses.filter((one) => one === status).length

/** Locks all codes against being marked (not against being read) until the returned function is called. */
async function holdCodes(): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await holder.connect()
  await holder.query(`begin; select from oidc_record where model = 'AuthorizationCode' for update`)
  return () => holder.end()
}

describe('what works once works once, fifty at a time', () => {
  test('a code: one redemption succeeds, and what it gave works', async () => {
    const { party, request, callback } = await ask(node, world, allowAll(world))
    // Whoever marks the code waits at its row, so that many have read it as unused before the first may mark it.
    const release = await holdCodes()
    const before = node.received()
    const attempts = party.redeemRaw(request.redeemable(callback), TIMES)
    // A try that comes over a second after the first was marked would be a replay: so all are here before that.
    while (node.received() < before + TIMES) await sleep(20)
    await sleep(300)
    await release()
    const answers = await attempts
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    for (const { status, body } of answers) if (status !== 200) expect(body.error).toBe('invalid_grant')
    const { keys } = request.redeemable(callback)
    const accessToken = String(won[0]?.body.access_token)
    const url = `${node.issuer}/energy/v1/supply-points`
    const proof = await signProof(keys, { htm: 'GET', htu: url }, accessToken)
    expect(
      (await fetch(url, { headers: { authorization: `DPoP ${accessToken}`, dpop: proof } })).status,
    ).toBe(200)
  })

  test('a code that is replayed later is refused and takes its tokens with it', async () => {
    const { party, request, callback } = await ask(node, world, allowAll(world))
    const tokens = await request.finish(callback)
    await sleep(1_100)
    const [replay] = await party.redeemRaw(request.redeemable(callback))
    expect(replay).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
    await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    const { showConnection } = await import('#lib/consent/index.ts')
    const connection = await showConnection(world.actor, grantedOf(tokens).arrangement_id)
    expect(connection).toMatchObject({ state: 'revoked', endedBy: 'node' })
  })

  test('a code that somebody else replays is refused, and its tokens live on', async () => {
    const { party, request, callback } = await ask(node, world, allowAll(world))
    const tokens = await request.finish(callback)
    await sleep(1_100)
    const { code } = request.redeemable(callback)
    const thief = await partyOf(node, await makeWorld('thief'))
    const stolen = (await ask(node, world, allowAll(world))).request.redeemable(callback)
    const [replay] = await thief.redeemRaw({ ...stolen, code })
    expect(replay).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  })

  test('a client assertion', async () => {
    const { party, request, callback } = await ask(node, world, allowAll(world))
    const tokens = await request.finish(callback)
    const assertion = await party.signAssertion()
    const endpoint = party.metadata().token_endpoint ?? ''
    const form = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token ?? '',
      client_assertion: assertion,
    }
    const answers = await times(async () =>
      party.postRaw(endpoint, form, await signProof(tokens.keys, { htm: 'POST', htu: endpoint })),
    )
    expect(
      countOf(
        answers.map(({ status }) => status),
        200,
      ),
    ).toBe(1)
  })

  test('a proof at the token endpoint', async () => {
    const { party, tokens } = await connect(node, world)
    const endpoint = party.metadata().token_endpoint ?? ''
    const proof = await signProof(tokens.keys, { htm: 'POST', htu: endpoint })
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    const answers = await times(async () => party.postRaw(endpoint, form, proof))
    expect(
      countOf(
        answers.map(({ status }) => status),
        200,
      ),
    ).toBe(1)
  })

  test('a proof at the data API, which leaves one record of one disclosure', async () => {
    const { tokens } = await connect(node, world)
    const url = `${node.issuer}/energy/v1/supply-points`
    const proof = await signProof(tokens.keys, { htm: 'GET', htu: url }, tokens.access_token)
    const headers = { authorization: `DPoP ${tokens.access_token}`, dpop: proof }
    const statuses = await times(async () => (await fetch(url, { headers })).status)
    expect([countOf(statuses, 200), countOf(statuses, 401)]).toEqual([1, TIMES - 1])
    const { listDisclosures } = await import('#lib/disclosure/index.ts')
    const { days } = await listDisclosures(world.actor, grantedOf(tokens).arrangement_id)
    expect(days.flatMap(({ disclosures }) => disclosures)).toHaveLength(1)
  })

  test('a replayed assertion uses up no code, and revokes nothing with one that was used', async () => {
    const { party, request, callback } = await ask(node, world, allowAll(world))
    const { code, codeVerifier, keys } = request.redeemable(callback)
    const endpoint = party.metadata().token_endpoint ?? ''
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: world.redirectUri,
      code_verifier: codeVerifier,
    }
    const redeem = async (client_assertion: string) =>
      party.postRaw(
        endpoint,
        { ...form, client_assertion },
        await signProof(keys, { htm: 'POST', htu: endpoint }),
      )
    const replayed = await party.signAssertion()
    await party.postRaw(endpoint, {
      grant_type: 'refresh_token',
      refresh_token: 'none',
      client_assertion: replayed,
    })
    expect(await redeem(replayed)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    const tokens = await request.finish(callback)
    await sleep(1_100)
    expect(await redeem(replayed)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect((await party.get('/energy/v1/supply-points', await party.refresh(tokens))).status).toBe(200)
  })

  test('a pushed request, whichever browser comes first: one code, and one consent', async () => {
    const { listConnections } = await import('#lib/consent/index.ts')
    const before = (await listConnections(world.actor)).length
    const party = await partyOf(node, world)
    const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    const ends = await times(async () =>
      (await node.browse(world.actor, allowAll(world))).follow(request.url),
    )
    expect(ends.filter((url) => new URL(url).searchParams.has('code'))).toHaveLength(1)
    expect(await listConnections(world.actor)).toHaveLength(before + 1)
  })

  test('[C18] an approval: two clicks, or fifty, make one consent', async () => {
    const { giveConsent, listConnections } = await import('#lib/consent/index.ts')
    const before = (await listConnections(world.actor)).length
    const { actor } = world
    const input = consentInput(world)
    const here = async () => (await giveConsent(actor, input)).arrangementId
    const there = () => node.second?.giveConsent(actor, input)
    const given = await times(async (i) => (i === 0 ? there() : here()))
    expect(new Set(given)).toEqual(new Set([expect.stringMatching(/^arr_/)]))
    expect(new Set(given).size).toBe(1)
    expect((await listConnections(actor)).length).toBe(before + 1)
  })
})

describe('stopping against readers who do not stop', () => {
  test('no read that began after the withdrawal was acknowledged succeeds', async () => {
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    const { party, tokens } = await connect(node, world)
    const path = `/energy/v1/supply-points/${grantedOf(tokens).supply_points[0]}/readings`
    const reads: { began: number; status: number }[] = []
    let stopped = Number.POSITIVE_INFINITY
    const reader = async () => {
      while (reads.filter(({ began }) => began > stopped).length < 100) {
        const began = performance.now()
        const { status } = await party.get(path, tokens, lastDays(1))
        reads.push({ began, status })
      }
    }
    const readers = Promise.all([reader(), reader(), reader(), reader()])
    await sleep(150)
    await withdrawConsent(world.actor, grantedOf(tokens).arrangement_id)
    stopped = performance.now()
    await readers
    expect(reads.filter(({ began, status }) => began < stopped && status === 200).length).toBeGreaterThan(0)
    expect(reads.filter(({ began, status }) => began > stopped && status !== 401)).toEqual([])
  })

  test('fifty clients refresh with one token: all succeed until the withdrawal, none after it was acknowledged', async () => {
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    const { party, tokens } = await connect(node, world)
    const tries: { began: number; ended: number; result: string; accessToken: string | undefined }[] = []
    let acknowledged = Number.POSITIVE_INFINITY
    const refresher = async () => {
      for (let after = 0; after < 2; ) {
        const began = performance.now()
        const [result, accessToken] = await party.refresh(tokens).then(
          (fresh) => ['success', fresh.access_token] as const,
          (error) => [String(error.error ?? error), undefined] as const,
        )
        tries.push({ began, ended: performance.now(), result, accessToken })
        if (began > acknowledged) after += 1
      }
    }
    const refreshers = times(refresher)
    while (tries.length < 2 * TIMES) await sleep(50)
    const asked = performance.now()
    await withdrawConsent(world.actor, grantedOf(tokens).arrangement_id)
    acknowledged = performance.now()
    await refreshers
    const before = tries.filter(({ ended }) => ended < asked)
    const after = tries.filter(({ began }) => began > acknowledged)
    expect(before.length).toBeGreaterThan(TIMES)
    expect(new Set(before.map(({ result }) => result))).toEqual(new Set(['success']))
    expect(after.length).toBeGreaterThanOrEqual(2 * TIMES)
    expect(new Set(after.map(({ result }) => result))).toEqual(new Set(['invalid_grant']))
    const results = new Set(tries.map(({ result }) => result))
    expect(results).toEqual(new Set(['success', 'invalid_grant']))
    const last = tries.findLast(({ accessToken }) => accessToken)
    const late = Object.assign(tokens, { access_token: last?.accessToken ?? '' })
    expect((await party.get('/energy/v1/supply-points', late)).status).toBe(401)
  })

  test('fifty withdrawals at once are one, with one ledger entry', async () => {
    const { withdrawConsent } = await import('#lib/consent/index.ts')
    const { db } = await import('#lib/db/index.ts')
    const { tokens } = await connect(node, world)
    const entries = () => db().ledgerEntry.count({ where: { type: 'consent.withdrawn' } })
    const before = await entries()
    await times(() => withdrawConsent(world.actor, grantedOf(tokens).arrangement_id))
    expect(await entries()).toBe(before + 1)
  })
})

describe('record before release', () => {
  test('when the record can not be written, nothing leaves', async () => {
    const { pool } = await import('#lib/db/index.ts')
    const { party, tokens } = await connect(node, world)
    await pool().query('alter table disclosure rename to disclosure_gone')
    const answer = await party.get('/energy/v1/supply-points', tokens)
    await pool().query('alter table disclosure_gone rename to disclosure')
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('sp_')
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  })

  test('when what was used can not be noted, no token leaves', async () => {
    const { pool } = await import('#lib/db/index.ts')
    const { party, tokens } = await connect(node, world)
    await pool().query('alter table replay rename to replay_gone')
    const endpoint = party.metadata().token_endpoint ?? ''
    const proof = await signProof(tokens.keys, { htm: 'POST', htu: endpoint })
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    const answer = await party.postRaw(endpoint, form, proof)
    await pool().query('alter table replay_gone rename to replay')
    expect(answer).toMatchObject({ status: 500, body: { error: 'server_error' } })
    expect(answer.body).not.toHaveProperty('access_token')
    expect((await party.refresh(tokens)).access_token).toBeTruthy()
  })
})
