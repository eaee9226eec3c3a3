import { beforeAll, describe, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { db, pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { byNode, findProductByClientId, updateProduct } from '#lib/register/index.ts'
import { allowAll, consentInput, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { expireConsents } from './expire-consents.ts'
import { giveConsent } from './give-consent.ts'
import { listConnections, showConnection } from './list-connections.ts'
import { proposeConsent } from './propose-consent.ts'
import { refuseConsent } from './refuse-consent.ts'
import { hashSummary } from './summary.ts'
import { withdrawConsent } from './withdraw-consent.ts'

let world: World
let other: World

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('consent')
  other = await makeWorld('other')
})

const inputOf = (change: object = {}) => consentInput(world, change)

const entries = async () => {
  const rows = await db().ledgerEntry.findMany({
    orderBy: { seq: 'asc' },
    select: { type: true, leaf: true },
  })
  return rows.map(({ type, leaf }) => ({ type, text: Buffer.from(leaf).toString() }))
}

/** Lets nothing be appended to the ledger while `work` runs. */
async function withoutLedger(work: () => Promise<unknown>): Promise<void> {
  await pool().query('alter table ledger_entry rename to ledger_entry_gone')
  await work().finally(() => pool().query('alter table ledger_entry_gone rename to ledger_entry'))
}

describe('giving consent', () => {
  test('stores its terms, what was shown, and one ledger entry', async () => {
    const before = await entries()
    const { arrangementId, detail } = await giveConsent(world.actor, inputOf())
    const added = (await entries()).slice(before.length)
    expect(added.map(({ type }) => type)).toEqual(['consent.given'])
    expect(JSON.parse(added[0]?.text ?? '')).toMatchObject({
      arrangement: arrangementId,
      product: world.product.id,
      version: 1,
    })
    expect(detail).toMatchObject({ ...energyRequest(), arrangement_id: arrangementId })
  })

  test('[C16] what was stored is what was shown: its hash is that of the stored text', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    const row = await db().consent.findFirstOrThrow({ where: { arrangementId } })
    expect(hashSummary(row.summary as object).equals(Buffer.from(row.summaryHash))).toBe(true)
    expect(row.summary).toMatchObject({
      shown: { purpose: 'To compare tariffs for you.', locale: 'en-GB' },
      decided: { until: energyRequest().access.until },
    })
  })

  test('nobody agrees to what they did not see: a change in the register between page and click is shown first', async () => {
    const { product } = await makeWorld('rewording')
    const actor = world.actor
    const asked = inputOf({ product })
    const { shownDigest } = await proposeConsent(actor, asked)
    const decided = { ...asked, choices: { ...asked.choices, shown: shownDigest } }
    await updateProduct(byNode('test'), product.id, { ...product, onwardSharing: ['Somebody Else Ltd'] })
    await expect(giveConsent(actor, decided)).rejects.toMatchObject({ reason: 'changed-meanwhile' })
    expect(await db().consent.count({ where: { requestId: asked.requestId } })).toBe(0)
    const now = await findProductByClientId(product.clientId)
    const again = await proposeConsent(actor, { ...asked, product: now ?? product })
    await giveConsent(actor, { ...asked, choices: { ...asked.choices, shown: again.shownDigest } })
    const row = await db().consent.findUniqueOrThrow({ where: { requestId: asked.requestId } })
    expect(row.summary).toMatchObject({ shown: { onwardSharing: ['Somebody Else Ltd'] } })
  })

  test('without its ledger entry it does not happen', async () => {
    const input = inputOf()
    await withoutLedger(() => expect(giveConsent(world.actor, input)).rejects.toThrow())
    expect(await db().consent.count({ where: { requestId: input.requestId } })).toBe(0)
  })

  test('is refused for a home that is somebody else’s, or none', async () => {
    for (const supplyPoints of [[other.supplyPointId], [world.supplyPointId, other.supplyPointId], []]) {
      const choices = { ...allowAll(world).allow, supplyPoints }
      await expect(giveConsent(world.actor, inputOf({ choices }))).rejects.toMatchObject({
        reason: 'home-not-yours',
      })
    }
  })

  test('the same request can not be given by somebody else, nor after it was refused', async () => {
    const input = inputOf()
    await giveConsent(world.actor, input)
    await expect(giveConsent(other.actor, input)).rejects.toMatchObject({ reason: 'already-decided' })
    const refused = inputOf()
    await refuseConsent(world.actor, refused)
    await expect(giveConsent(world.actor, refused)).rejects.toMatchObject({ reason: 'already-decided' })
  })

  test('its terms never change afterwards, not even in the database', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    const change = db().consent.updateMany({
      where: { arrangementId },
      data: { endsAt: new Date('2040-01-01') },
    })
    await expect(change).rejects.toThrow(/terms of a consent never change/)
  })
})

describe('withdrawing consent', () => {
  test('ends the connection, keeps it among the past ones, and is on the ledger', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    const before = await entries()
    await withdrawConsent(world.actor, arrangementId)
    expect((await entries()).slice(before.length).map(({ type }) => type)).toEqual(['consent.withdrawn'])
    expect(await showConnection(world.actor, arrangementId)).toMatchObject({
      state: 'withdrawn',
      standing: false,
    })
  })

  test('without its ledger entry it does not happen', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    await withoutLedger(() => expect(withdrawConsent(world.actor, arrangementId)).rejects.toThrow())
    expect(await showConnection(world.actor, arrangementId)).toMatchObject({ state: 'active' })
  })

  test('is for the consumer’s own connections only', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    await expect(withdrawConsent(other.actor, arrangementId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await showConnection(other.actor, arrangementId)).toBeUndefined()
  })

  test('[W6] works when the recipient is suspended', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    await db().softwareProduct.update({ where: { id: world.product.id }, data: { status: 'inactive' } })
    await withdrawConsent(world.actor, arrangementId)
    await db().softwareProduct.update({ where: { id: world.product.id }, data: { status: 'active' } })
    expect(await showConnection(world.actor, arrangementId)).toMatchObject({ state: 'withdrawn' })
  })
})

describe('refusing and running out', () => {
  test('a refusal is on the ledger and makes no connection', async () => {
    const [before, connections] = [await entries(), (await listConnections(world.actor)).length]
    await refuseConsent(world.actor, inputOf())
    expect((await entries()).slice(before.length).map(({ type }) => type)).toEqual(['consent.refused'])
    expect(await listConnections(world.actor)).toHaveLength(connections)
  })

  test('a consent past its last day reads as ended at once, and is recorded so by the next sweep', async () => {
    const { arrangementId, endsAt } = await giveConsent(world.actor, inputOf())
    testingOnlyMoveClock(endsAt.getTime() - Date.now() + 1)
    expect(await showConnection(world.actor, arrangementId)).toMatchObject({
      state: 'expired',
      standing: false,
    })
    const before = await entries()
    expect(await expireConsents()).toBeGreaterThan(0)
    expect(await expireConsents()).toBe(0)
    testingOnlyMoveClock(0)
    const added = (await entries()).slice(before.length)
    expect(added.every(({ type }) => type === 'consent.expired')).toBe(true)
    expect(added.some(({ text }) => text.includes(arrangementId))).toBe(true)
  })
})

describe('the ledger', () => {
  test('holds nothing personal: no name, address, meter number or account', async () => {
    const { mpan } = await db().supplyPoint.findUniqueOrThrow({ where: { id: world.supplyPointId } })
    const all = (await entries()).map(({ text }) => text).join('\n')
    expect(all).toContain('consent.given')
    for (const secret of [
      mpan,
      'consent Street',
      'N1 1AA',
      '@test.example',
      world.actor.accountId,
      world.supplyPointId,
    ]) {
      expect(all).not.toContain(secret)
    }
  })
})
