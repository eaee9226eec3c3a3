import { type JsonWebKey, randomUUID, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveConsent, narrowConsent, pauseConsent, withdrawConsent } from '#lib/consent/index.ts'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { signingKey } from '#lib/keys/index.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { deliverNotices } from './deliver-notices.ts'

let world: World
let silent: World
let receiver: Awaited<ReturnType<typeof listen>>

/** A recipient that hears of changes. */
async function listen() {
  const received: { headers: IncomingHttpHeaders; body: string }[] = []
  const state = { status: 200 }
  const server = createServer(async (req, res) => {
    received.push({ headers: req.headers, body: String(await req.toArray()) })
    res.writeHead(state.status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return { uri, received, state, close: () => server.close().closeAllConnections() }
}

beforeAll(async () => {
  await useTestDatabase()
  receiver = await listen()
  world = await makeWorld('told', { webhook_uri: receiver.uri })
  silent = await makeWorld('silent')
})
afterAll(() => receiver.close())

beforeEach(async () => {
  testingOnlyMoveClock(0)
  await db().consentNotice.deleteMany()
  await db().webhookGone.deleteMany()
  receiver.received.length = 0
  receiver.state.status = 200
})

const give = async ({ actor, product, redirectUri, supplyPointId }: World) => {
  const asked = { requestId: randomUUID(), detail: energyRequest(), product, redirectUri }
  return giveConsent(actor, { ...asked, choices: allowAll({ supplyPointId }).allow })
}

const noticeOf = (arrangementId: string) =>
  db().consentNotice.findFirstOrThrow({ where: { arrangementId }, orderBy: { sequence: 'desc' } })

describe('[W5] telling a recipient', () => {
  test('happens with the first look after the act: thin, signed with our published key, and once', async () => {
    const { arrangementId } = await give(world)
    await withdrawConsent(world.actor, arrangementId, { asksDeletion: true })
    await Promise.all(Array.from({ length: 5 }, deliverNotices))
    expect(receiver.received).toHaveLength(1)
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
    const notice = await noticeOf(arrangementId)
    expect(JSON.parse(body)).toEqual({
      type: 'consent.revoked',
      timestamp: notice.madeAt.toISOString(),
      data: { arrangementId, sequence: 1, deletionRequested: true },
    })
    expect(notice.toldAt).toBeInstanceOf(Date)
    expect(headers['webhook-id']).toBe(notice.id)
    const { publicJwk } = await signingKey('webhook')
    const signed = Buffer.from(`${notice.id}.${headers['webhook-timestamp']}.${body}`)
    const signature = String(headers['webhook-signature']).replace('v1a,', '')
    const key = { key: publicJwk as JsonWebKey, format: 'jwk' as const }
    expect(verify(null, signed, key, Buffer.from(signature, 'base64'))).toBe(true)
    expect(Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp']))).toBeLessThan(10)
  })

  test('says in their order what was changed, and nothing of what was not said', async () => {
    const { arrangementId, consentId } = await give(world)
    const less = { standing: consentId, homes: [], permissions: [], usage: 'meter.electricity.daily' }
    await narrowConsent(world.actor, arrangementId, less)
    await pauseConsent(world.actor, arrangementId)
    await withdrawConsent(world.actor, arrangementId)
    await deliverNotices()
    const bodies = receiver.received.map(({ body }) => JSON.parse(body))
    expect(
      bodies.map(({ type, data }) => [data.sequence, type]).toSorted(([one], [other]) => one - other),
    ).toEqual([
      [1, 'consent.changed'],
      [2, 'consent.paused'],
      [3, 'consent.revoked'],
    ])
    for (const { data } of bodies) expect(Object.keys(data)).toEqual(['arrangementId', 'sequence'])
  })

  test('whose receiver is down is tried again, under the same id, until told', async () => {
    const { arrangementId } = await give(world)
    await withdrawConsent(world.actor, arrangementId)
    receiver.state.status = 500
    await deliverNotices()
    expect((await noticeOf(arrangementId)).toldAt).toBeNull()
    expect(await deliverNotices(), 'not due yet').toBe(0)
    testingOnlyMoveClock(6_000)
    receiver.state.status = 200
    await deliverNotices()
    expect((await noticeOf(arrangementId)).toldAt).not.toBeNull()
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(receiver.received).toHaveLength(2)
  })

  test('ends after the tenth try', async () => {
    const { arrangementId } = await give(world)
    await withdrawConsent(world.actor, arrangementId)
    receiver.state.status = 500
    for (let days = 0; days < 12; days += 1) {
      testingOnlyMoveClock(days * 30 * 3_600_000)
      await deliverNotices()
    }
    expect(receiver.received).toHaveLength(10)
    expect(await noticeOf(arrangementId)).toMatchObject({ dueAt: null, toldAt: null, tries: 10 })
  })

  test('stops for an address that is gone, and goes on at another', async () => {
    const [one, two, three] = [await give(world), await give(world), await give(world)]
    await withdrawConsent(world.actor, one.arrangementId)
    receiver.state.status = 410
    await deliverNotices()
    receiver.state.status = 200
    await withdrawConsent(world.actor, two.arrangementId)
    await deliverNotices()
    expect(receiver.received).toHaveLength(1)
    const other = { webhook_uri: `${receiver.uri}/other` }
    await db().softwareProduct.update({ where: { id: world.product.id }, data: { clientChoices: other } })
    await withdrawConsent(world.actor, three.arrangementId)
    await deliverNotices()
    expect(receiver.received).toHaveLength(2)
  })

  test('is not tried without an address, and what happened is kept all the same', async () => {
    const { arrangementId } = await give(silent)
    await withdrawConsent(silent.actor, arrangementId)
    expect(await deliverNotices()).toBe(0)
    expect(await noticeOf(arrangementId)).toMatchObject({
      type: 'consent.revoked',
      toldAt: null,
      dueAt: null,
    })
  })

  test('leaves no word of what was undone', async () => {
    const { arrangementId } = await give(world)
    await db().$executeRaw`alter table ledger_entry rename to ledger_entry_gone`
    await expect(withdrawConsent(world.actor, arrangementId)).rejects.toThrow()
    await db().$executeRaw`alter table ledger_entry_gone rename to ledger_entry`
    expect(await db().consentNotice.count()).toBe(0)
  })
})
