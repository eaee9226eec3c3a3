import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ArrangementId, newId, type SupplyPointId } from '#lib/core/index.ts'
import { db, pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { PermissionId } from '#lib/energy/index.ts'
import { addSecondHome, allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { giveConsent } from './give-consent.ts'
import { giveUpProduct } from './give-up-product.ts'
import { listConnections, showConnection } from './list-connections.ts'
import { narrowConsent } from './narrow-consent.ts'
import { narrow, offerNarrowing } from './offer-narrowing.ts'
import { pauseConsent } from './pause-consent.ts'
import { resumeConsent } from './resume-consent.ts'
import type { NarrowableRow } from './store.ts'
import { hashSummary } from './summary.ts'
import { withdrawAll } from './withdraw-all.ts'
import { withdrawConsent } from './withdraw-consent.ts'

// What the consumer does alone.

let world: World
let other: World
let second: SupplyPointId

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('alone')
  other = await makeWorld('another')
  second = await addSecondHome(world.actor.accountId, '2 Alone Street')
})

async function give(of = world, supplyPoints = [of.supplyPointId]): Promise<ArrangementId> {
  const { actor, product, redirectUri } = of
  const asked = { requestId: randomUUID(), detail: energyRequest(), product, redirectUri }
  const choices = { ...allowAll(of).allow, supplyPoints }
  return (await giveConsent(actor, { ...asked, choices })).arrangementId
}

/** What the ledger says about an arrangement, in order. */
async function entriesOf(id: string) {
  const rows = await db().ledgerEntry.findMany({ orderBy: { seq: 'asc' }, select: { leaf: true } })
  const all = rows.map(({ leaf }) => JSON.parse(Buffer.from(leaf).toString()))
  return all.filter(({ arrangement }) => arrangement === id)
}
const typesOf = async (id: string) => (await entriesOf(id)).map(({ type }) => type)

const nothing = { homes: [] as string[], permissions: [] as string[] }
const less = async (id: ArrangementId, chosen: object) =>
  narrowConsent(world.actor, id, {
    ...nothing,
    standing: (await offerNarrowing(world.actor, id))?.standing ?? '',
    ...chosen,
  })

/** Lets nothing be appended to the ledger while `work` runs. */
async function withoutLedger(work: () => Promise<unknown>): Promise<void> {
  await pool().query('alter table ledger_entry rename to ledger_entry_gone')
  await work().finally(() => pool().query('alter table ledger_entry_gone rename to ledger_entry'))
}

describe('[D7] pausing and resuming', () => {
  test('changes the state and nothing else, each with one entry, however often it is sent', async () => {
    const id = await give()
    const before = await showConnection(world.actor, id)
    await Promise.all(Array.from({ length: 20 }, () => pauseConsent(world.actor, id)))
    expect(await showConnection(world.actor, id)).toMatchObject({
      state: 'paused',
      standing: true,
      pausedAt: expect.any(Date),
      permissions: before?.permissions,
      endsAt: before?.endsAt,
    })
    await Promise.all(Array.from({ length: 20 }, () => resumeConsent(world.actor, id)))
    expect(await showConnection(world.actor, id)).toMatchObject({ state: 'active', pausedAt: null })
    expect(await typesOf(id)).toEqual(['consent.given', 'consent.paused', 'consent.resumed'])
  })

  test('without its ledger entry it does not happen', async () => {
    const id = await give()
    await withoutLedger(() => expect(pauseConsent(world.actor, id)).rejects.toThrow())
    expect(await showConnection(world.actor, id)).toMatchObject({ state: 'active' })
  })

  test('what somebody else holds, the consumer can neither pause nor resume', async () => {
    const id = await give()
    await db().consent.updateMany({ where: { arrangementId: id }, data: { state: 'suspended' } })
    for (const act of [pauseConsent, resumeConsent])
      await expect(act(world.actor, id)).rejects.toMatchObject({ reason: 'consent-state' })
    await withdrawConsent(world.actor, id)
  })

  test('is for their own connections only', async () => {
    const id = await give()
    for (const act of [pauseConsent, resumeConsent, withdrawConsent])
      await expect(act(other.actor, id)).rejects.toMatchObject({ code: 'not_found' })
    const chosen = { ...nothing, standing: 'x', usage: 'meter.electricity.daily' }
    await expect(narrowConsent(other.actor, id, chosen)).rejects.toMatchObject({ code: 'not_found' })
    expect(await offerNarrowing(other.actor, id)).toBeUndefined()
  })
})

describe('[W7] sharing less', () => {
  test('makes a version without what was chosen, under the same handles and dates, with one entry that names nobody', async () => {
    const id = await give(world, [world.supplyPointId, second])
    const before = await db().consent.findFirstOrThrow({
      where: { arrangementId: id },
      include: { supplyPoints: true },
    })
    await less(id, { homes: [second], usage: 'meter.electricity.daily' })
    const after = await db().consent.findFirstOrThrow({
      where: { arrangementId: id, version: 2 },
      include: { supplyPoints: true },
    })
    const kept = before.supplyPoints.filter(({ supplyPointId }) => supplyPointId === world.supplyPointId)
    expect(after).toMatchObject({
      state: 'active',
      permissions: ['supply-point.basic', 'meter.electricity.daily'],
      endsAt: before.endsAt,
      historyFrom: before.historyFrom,
      supplyPoints: kept.map(({ handle, occupancyId }) => ({ handle, occupancyId })),
    })
    const [, entry, ...more] = await entriesOf(id)
    expect(more).toEqual([])
    expect(entry).toMatchObject({
      type: 'consent.narrowed',
      consent: before.id,
      successor: after.id,
      version: 2,
    })
    expect(JSON.stringify(entry)).not.toMatch(/acc_|occ_|spt_|sp_|Alone/)
    expect(await showConnection(world.actor, id)).toMatchObject({
      state: 'active',
      earlier: [{ alone: true, homes: expect.arrayContaining(['2 Alone Street']) }],
    })
  })

  test('[C16] what was stored is what was shown and decided: its hash is that of the stored text', async () => {
    const id = await give()
    await less(id, { permissions: ['supply-point.basic'] })
    const row = await db().consent.findFirstOrThrow({ where: { arrangementId: id, version: 2 } })
    expect(hashSummary(row.summary as object).equals(Buffer.from(row.summaryHash))).toBe(true)
    expect(row.summary).toMatchObject({
      shown: { purpose: 'To compare tariffs for you.' },
      decided: { permissions: ['meter.electricity.hh'] },
    })
  })

  test('the same form sent twenty times narrows once; another form about what no longer stands is refused', async () => {
    const id = await give()
    const standing = (await offerNarrowing(world.actor, id))?.standing ?? ''
    const chosen = { ...nothing, standing, usage: 'meter.electricity.daily' }
    await Promise.all(Array.from({ length: 20 }, () => narrowConsent(world.actor, id, chosen)))
    expect(await typesOf(id)).toEqual(['consent.given', 'consent.narrowed'])
    const another = { ...chosen, usage: 'meter.electricity.monthly' }
    await expect(narrowConsent(world.actor, id, another)).rejects.toMatchObject({
      reason: 'changed-meanwhile',
    })
    await withdrawConsent(world.actor, id)
    await expect(less(id, { usage: 'meter.electricity.monthly' })).rejects.toMatchObject({
      reason: 'changed-meanwhile',
    })
  })

  test.each([
    ['a finer detail', { usage: 'meter.electricity.hh' }, 'not-offered'],
    ['a permission that is not shared', { permissions: ['supply-point.detail'] }, 'not-offered'],
    ['somebody else’s home', { homes: [newId('supplyPoint')] }, 'not-offered'],
    ['nothing', {}, 'nothing-chosen'],
    ['everything', { permissions: ['supply-point.basic', 'meter.electricity.hh'] }, 'nothing-left'],
  ])('%s can not be chosen', async (_what, chosen, reason) => {
    const id = await give()
    await expect(less(id, chosen)).rejects.toMatchObject({ reason })
    expect(await typesOf(id)).toEqual(['consent.given'])
  })

  test('whatever is chosen, less is left: never more, never nothing', () => {
    const held: PermissionId[] = ['supply-point.basic', 'supply-point.detail', 'meter.electricity.hh']
    const point = (supplyPointId: string) => ({
      supplyPointId,
      occupancyId: 'occ_x',
      handle: 'sp_x',
      supplyPoint: { address: 'x', postcode: 'x', mpan: '1234' },
    })
    const row = { id: 'con_x', permissions: held, supplyPoints: ['a', 'b', 'c'].map(point) }
    const some = (of: readonly string[]) => fc.uniqueArray(fc.constantFrom(...of))
    const usage = fc.constantFrom(undefined, 'meter.electricity.daily', 'meter.electricity.monthly')
    fc.assert(
      fc.property(some(held), some(['a', 'b', 'c']), usage, (permissions, homes, coarser) => {
        const chosen = { standing: 'con_x', permissions, homes, usage: coarser }
        const reasonOf = (error: unknown) => (error as { reason: string }).reason
        try {
          const kept = narrow(row as unknown as NarrowableRow, chosen)
          const coarse = kept.permissions.filter((id) => !held.includes(id))
          expect(coarse).toEqual(coarser && !permissions.includes('meter.electricity.hh') ? [coarser] : [])
          for (const id of permissions) expect(kept.permissions).not.toContain(id)
          if (coarser) expect(kept.permissions).not.toContain('meter.electricity.hh')
          expect(kept.supplyPoints.map(({ supplyPointId }) => supplyPointId)).toEqual(
            ['a', 'b', 'c'].filter((id) => !homes.includes(id)),
          )
        } catch (error) {
          const nothingLeft = permissions.length === held.length || homes.length === 3
          const nothingChosen = permissions.length + homes.length === 0 && !coarser
          if (!nothingLeft && !nothingChosen) throw error
          expect(reasonOf(error)).toBe(nothingChosen ? 'nothing-chosen' : 'nothing-left')
        }
      }),
    )
  })

  test('leaves nothing behind when the app leaves the register at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const leaving = await makeWorld(`leaving-${round}`)
      const { actor, product } = leaving
      const id = await give(leaving)
      const standing = (await offerNarrowing(actor, id))?.standing ?? ''
      const participant = { kind: 'participant' as const, participantId: product.participant.id }
      await Promise.allSettled([
        narrowConsent(actor, id, { ...nothing, standing, usage: 'meter.electricity.daily' }),
        giveUpProduct(participant, product.id),
      ])
      const { state } = await db().consent.findFirstOrThrow({
        where: { arrangementId: id },
        orderBy: { version: 'desc' },
      })
      expect(state).toBe('invalidated')
    }
  })
})

describe('stopping', () => {
  test.each([
    [true, { asksDeletion: true }],
    [false, { asksDeletion: false }],
    [undefined, {}],
  ])(
    '[W1] with the answer %s to the question about deletion, keeps it, on the ledger too',
    async (asksDeletion, said) => {
      const id = await give()
      await withdrawConsent(world.actor, id, { asksDeletion })
      const [, entry] = await entriesOf(id)
      expect('asksDeletion' in entry ? { asksDeletion: entry.asksDeletion } : {}).toEqual(said)
      expect(await showConnection(world.actor, id)).toMatchObject({ asksDeletion: asksDeletion ?? null })
    },
  )

  test('[W6] works without a token, for a closed account, and when the app is suspended', async () => {
    const id = await give(other)
    expect(await db().accessToken.count()).toBe(0)
    await db().account.update({ where: { id: other.actor.accountId }, data: { closedAt: new Date() } })
    await db().softwareProduct.update({ where: { id: other.product.id }, data: { status: 'inactive' } })
    await withdrawConsent(other.actor, id)
    expect(await typesOf(id)).toEqual(['consent.given', 'consent.withdrawn'])
  })

  test('[W6] is no fault when the app left the register and that ended it before', async () => {
    const gone = await makeWorld('gone')
    const id = await give(gone)
    await giveUpProduct({ kind: 'participant', participantId: gone.product.participant.id }, gone.product.id)
    await withdrawConsent(gone.actor, id)
    expect(await showConnection(gone.actor, id)).toMatchObject({ state: 'invalidated', standing: false })
  })

  test('[D6] everything ends all that stands, whoever it is with, and nobody else’s', async () => {
    const many = await makeWorld('many')
    const ids = [await give(many), await give(many), await give(many)]
    const mine = await give()
    await pauseConsent(many.actor, ids[1] as ArrangementId)
    await expect(withdrawAll(many.actor, { asksDeletion: true })).resolves.toBe(3)
    for (const { state, asksDeletion } of await listConnections(many.actor))
      expect({ state, asksDeletion }).toEqual({ state: 'withdrawn', asksDeletion: true })
    expect(await showConnection(world.actor, mine)).toMatchObject({ state: 'active' })
    await expect(withdrawAll(many.actor)).resolves.toBe(0)
  })

  test('[D6] everything is all or nothing, and two at once wait for one another', async () => {
    const twice = await makeWorld('twice')
    await give(twice)
    await give(twice)
    await withoutLedger(() => expect(withdrawAll(twice.actor)).rejects.toThrow())
    expect((await listConnections(twice.actor)).map(({ state }) => state)).toEqual(['active', 'active'])
    await Promise.all(Array.from({ length: 6 }, () => withdrawAll(twice.actor)))
    expect((await listConnections(twice.actor)).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
  })
})

describe('[D10] the overview', () => {
  test('begins with what was not used for over 90 days, the longest first; then the newest', async () => {
    const idle = await makeWorld('idle')
    const ids = [await give(idle), await give(idle), await give(idle), await give(idle)]
    const used = (arrangementId: string | undefined, daysAgo: number) =>
      db().disclosure.create({
        data: {
          arrangementId: arrangementId ?? '',
          consentId: newId('consent'),
          permission: 'supply-point.basic',
          readings: 0,
          customerPresent: false,
          interactionId: randomUUID(),
          disclosedAt: new Date(Date.now() - daysAgo * 86_400_000),
        },
      })
    await used(ids[0], 91)
    await used(ids[1], 89)
    await used(ids[2], 200)
    const listed = await listConnections(idle.actor)
    expect(listed.map(({ arrangementId }) => arrangementId)).toEqual([ids[2], ids[0], ids[3], ids[1]])
    expect(listed.map(({ unusedSince }) => Boolean(unusedSince))).toEqual([true, true, false, false])
  })
})
