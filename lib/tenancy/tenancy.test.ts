import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { giveConsent } from '#lib/consent/index.ts'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { type ConsumerActor, now, nowMs, type OccupancyId, type ParticipantId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { discloseReadings } from '#lib/disclosure/index.ts'
import {
  encodeSeries,
  listHomes,
  settlementDateOf,
  settlementDayStart,
  startOccupancy,
  writeReadings,
} from '#lib/energy/index.ts'
import { testingOnlyAddAccount } from '#lib/energy/testing.ts'
import { enrolParticipant } from '#lib/register/index.ts'
import { holderOf, issueToken } from '#lib/testing/token.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { keepUpTenancies } from './keep-up.ts'
import { moveOut } from './move-out.ts'
import { recordSupplyEvent } from './record-supply-event.ts'
import { showTenancy } from './show-tenancy.ts'
import { stayHome } from './stay-home.ts'
import type { EventKind } from './supply-event.ts'

const [HALF_HOUR, DAY] = [1_800_000, 86_400_000]
const today = Math.floor(Date.now() / DAY) * DAY
const dateOf = (daysAgo: number) => settlementDateOf(nowMs() - daysAgo * DAY)

let holderId: ParticipantId

beforeAll(async () => {
  await useTestDatabase()
  process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
  const holder = await enrolParticipant({
    legalName: 'Holder Ltd',
    tradingName: 'Holder',
    registerNumber: 'HOLDER-1',
    roles: ['data-holder'],
    website: 'https://holder.test',
    privacyUrl: 'https://holder.test/privacy',
    contactEmail: 'contact@holder.test',
    contactPhone: '08081 570 999',
  })
  holderId = holder.id
})

afterEach(() => testingOnlyMoveClock(0))

let count = 0

/** A consumer who lives in a home since 2020 and shares every half hour of it; 60 days of readings. */
async function makeSharing() {
  const world = await makeWorld(`tenancy-${++count}`)
  const days = Array.from({ length: 60 }, (_, day) => ({
    supplyPointKey: world.supplyPointKey,
    dayNumber: today / DAY - 60 + day,
    values: new Int32Array(48).fill(100),
  }))
  await writeReadings(days)
  return { world, ...(await share(world)) }
}

async function share(world: World) {
  const given = await giveConsent(world.actor, {
    requestId: randomUUID(),
    detail: energyRequest(),
    product: world.product,
    redirectUri: world.redirectUri,
    choices: allowAll(world).allow,
  })
  const tokenHash = await issueToken(given.arrangementId, world.product.clientId)
  return { handle: given.detail.supply_points[0] ?? '', tokenHash, consentId: given.consentId }
}

type Sharing = Awaited<ReturnType<typeof makeSharing>>

/** The instants of what is returned of the last 40 days: [first, end). Undefined: nothing; a refusal is nothing too. */
async function returned({ handle, tokenHash }: Pick<Sharing, 'handle' | 'tokenHash'>) {
  const request = { handle, fromMs: today - 40 * DAY, toMs: today, granularity: undefined }
  const circumstances = { interactionId: randomUUID(), customerPresent: false }
  try {
    const { body } = await discloseReadings(
      holderOf(tokenHash),
      request,
      circumstances,
      (shared, granularity) => encodeSeries(handle, shared, granularity),
    )
    const { days } = JSON.parse(String(body)) as { days: { start: string; values: (number | null)[] }[] }
    const [first, last] = [days[0], days.at(-1)]
    if (!first || !last) return undefined
    return [Date.parse(first.start), Date.parse(last.start) + last.values.length * HALF_HOUR] as const
  } catch {
    return undefined
  }
}

const numberOf = async ({ world }: Pick<Sharing, 'world'>) =>
  (await db().supplyPoint.findUniqueOrThrow({ where: { id: world.supplyPointId } })).mpan

const report = async (
  sharing: Pick<Sharing, 'world'>,
  effectiveOn: string,
  more: Partial<{ kind: EventKind; sourceRef: string }> = {},
) =>
  recordSupplyEvent({
    holderId,
    kind: 'change-of-tenancy',
    number: await numberOf(sharing),
    effectiveOn,
    sourceRef: 'ref-1',
    ...more,
  })

const stateOf = async ({ consentId }: Sharing) =>
  (await db().consent.findUniqueOrThrow({ where: { id: consentId }, select: { state: true } })).state

/** As if they had shown just now that they are in the home. */
const proveNow = ({ world }: Pick<Sharing, 'world'>, method = 'meter-reading', happenedAt = now()) =>
  db().occupancyEvidence.create({
    data: {
      accountId: world.actor.accountId,
      occupancyId: world.occupancyId,
      method,
      outcome: 'accepted',
      level: 2,
      hash: new Uint8Array(32),
      happenedAt,
      countsUntil: new Date(nowMs() + 300 * DAY),
    },
  })

describe('[T2] a change of tenancy', () => {
  test('suspends the consents of who lived there, at once, and nothing leaves', async () => {
    const sharing = await makeSharing()
    expect(await returned(sharing)).toBeDefined()
    await report(sharing, dateOf(3))
    expect(await stateOf(sharing)).toBe('suspended')
    expect(await returned(sharing)).toBeUndefined()
    expect(await showTenancy(sharing.world.actor, sharing.world.occupancyId)).toMatchObject({
      held: { by: 'Holder', from: new Date(settlementDayStart(dateOf(3))) },
      connections: 1,
    })
  })

  test('is told to both sides, and so is that it was none', async () => {
    const sharing = await makeSharing()
    const told = async () => {
      const [mail] = await db().mail.findMany({
        where: { accountId: sharing.world.actor.accountId },
        orderBy: { createdAt: 'desc' },
        take: 1,
      })
      const [notice] = await db().consentNotice.findMany({
        where: { consentId: sharing.consentId },
        orderBy: { sequence: 'desc' },
        take: 1,
      })
      return [mail?.kind, notice?.type]
    }
    await report(sharing, dateOf(0))
    expect(await told()).toEqual(['consent.suspended', 'consent.suspended'])
    await proveNow(sharing)
    await stayHome(sharing.world.actor, sharing.world.occupancyId)
    expect(await told()).toEqual(['consent.reinstated', 'consent.resumed'])
  })

  test('on a day to come changes nothing before, and needs no background work to hold on that day', async () => {
    const sharing = await makeSharing()
    await report(sharing, dateOf(-2))
    expect(await stateOf(sharing)).toBe('active')
    expect(await returned(sharing)).toBeDefined()
    // The day comes: what the row says, without any job.
    const heldFrom = new Date(today - 5 * DAY)
    const { occupancyId, supplyPointId } = sharing.world
    await db().supplyEvent.updateMany({ where: { supplyPointId }, data: { effectiveAt: heldFrom } })
    await db().occupancy.update({ where: { id: occupancyId }, data: { heldFrom } })
    expect(await stateOf(sharing)).toBe('active')
    expect((await returned(sharing))?.[1]).toBe(heldFrom.getTime())
    await keepUpTenancies()
    expect(await stateOf(sharing)).toBe('suspended')
    expect(await returned(sharing)).toBeUndefined()
  })

  test('ends after 14 days in which nobody objects: home, consents, and the ledger says so', async () => {
    const sharing = await makeSharing()
    await report(sharing, dateOf(3))
    testingOnlyMoveClock(13 * DAY)
    await keepUpTenancies()
    expect(await stateOf(sharing)).toBe('suspended')
    testingOnlyMoveClock(14 * DAY + 60_000)
    await keepUpTenancies()
    expect(await stateOf(sharing)).toBe('tenancy_ended')
    const [home] = await listHomes(sharing.world.actor.accountId)
    expect(home).toMatchObject({ lived: 'before', endsAt: new Date(settlementDayStart(dateOf(17))) })
    const types = (await db().ledgerEntry.findMany({ orderBy: { seq: 'desc' }, take: 2 })).map(
      ({ type }) => type,
    )
    expect(types).toEqual(['consent.tenancy-ended', 'occupancy.ended'])
  })

  test('leaves alone who moved in later, and who left before', async () => {
    const sharing = await makeSharing()
    const [later, earlier] = [await testingOnlyAddAccount(), await testingOnlyAddAccount()]
    const { supplyPointId } = sharing.world
    const at = (days: number) => new Date(settlementDayStart(dateOf(days)))
    const start = (accountId: `acc_${string}`, days: number) =>
      startOccupancy({ accountId, supplyPointId, startsAt: at(days), level: 2, method: 'test' })
    const came = await start(later, 3)
    const left = await start(earlier, 200)
    await db().occupancy.update({ where: { id: left.id }, data: { endsAt: at(100) } })
    await report(sharing, dateOf(3))
    for (const id of [came.id, left.id])
      expect(await db().occupancy.findUniqueOrThrow({ where: { id } })).toMatchObject({ heldFrom: null })
  })

  test('names nobody on the ledger, neither meter nor person', async () => {
    const sharing = await makeSharing()
    await report(sharing, dateOf(1), { sourceRef: 'secret-ref' })
    const entries = await db().ledgerEntry.findMany({ orderBy: { seq: 'desc' }, take: 3 })
    expect(entries.map(({ type }) => type).toReversed()).toEqual([
      'supply-point.reported',
      'occupancy.held',
      'consent.suspended',
    ])
    const text = entries.map(({ leaf }) => Buffer.from(leaf).toString()).join()
    const { actor, supplyPointId } = sharing.world
    for (const secret of [actor.accountId, supplyPointId, await numberOf(sharing), 'secret-ref'])
      expect(text).not.toContain(secret)
  })

  test('of a supply point that nobody knows is nothing', async () => {
    const before = await db().ledgerEntry.count()
    const input = {
      holderId,
      kind: 'change-of-tenancy' as const,
      number: '1000000000003',
      effectiveOn: dateOf(1),
      sourceRef: 'x',
    }
    expect(await recordSupplyEvent(input)).toBe(false)
    expect(await db().ledgerEntry.count()).toBe(before)
  })

  test('comes once, even when it is sent ten times at once', async () => {
    const sharing = await makeSharing()
    const taken = await Promise.all(Array.from({ length: 10 }, () => report(sharing, dateOf(2))))
    expect(taken.filter(Boolean)).toHaveLength(1)
    const held = await db().ledgerEntry.findMany({
      where: { type: 'occupancy.held' },
      select: { leaf: true },
    })
    const ofThis = held.filter(({ leaf }) => Buffer.from(leaf).toString().includes(sharing.world.occupancyId))
    expect(ofThis).toHaveLength(1)
  })

  test('what a consumer had paused is paused again afterwards, and what they stopped stays stopped', async () => {
    const [paused, stopped] = [await makeSharing(), await makeSharing()]
    await db().consent.update({ where: { id: paused.consentId }, data: { state: 'paused' } })
    for (const sharing of [paused, stopped]) await report(sharing, dateOf(2))
    await db().consent.update({ where: { id: stopped.consentId }, data: { state: 'withdrawn' } })
    for (const sharing of [paused, stopped]) {
      await proveNow(sharing)
      expect(await stayHome(sharing.world.actor, sharing.world.occupancyId)).toBe('restored')
    }
    expect([await stateOf(paused), await stateOf(stopped)]).toEqual(['paused', 'withdrawn'])
  })
})

describe('[T3] "I still live here"', () => {
  test('restores all once they proved it anew, with what was missed meanwhile', async () => {
    const sharing = await makeSharing()
    const before = await returned(sharing)
    await proveNow(sharing, 'meter-reading', new Date(nowMs() - 1000))
    await report(sharing, dateOf(3))
    const still = () => stayHome(sharing.world.actor, sharing.world.occupancyId)
    expect(await still()).toBe('prove-first')
    await proveNow(sharing, 'holder')
    expect(await still()).toBe('prove-first')
    expect(await returned(sharing)).toBeUndefined()
    await proveNow(sharing)
    expect(await still()).toBe('restored')
    expect(await stateOf(sharing)).toBe('active')
    expect(await returned(sharing)).toEqual(before)
    expect(await still()).toBe('not-held')
  })

  test('comes too late after 14 days', async () => {
    const sharing = await makeSharing()
    await report(sharing, dateOf(3))
    testingOnlyMoveClock(14 * DAY + 1000)
    await proveNow(sharing)
    expect(await stayHome(sharing.world.actor, sharing.world.occupancyId)).toBe('too-late')
    expect(await stateOf(sharing)).toBe('suspended')
  })

  test('holds against the same date from whoever reports it, and not against another', async () => {
    const sharing = await makeSharing()
    await report(sharing, dateOf(3))
    await proveNow(sharing)
    await stayHome(sharing.world.actor, sharing.world.occupancyId)
    await report(sharing, dateOf(3), { sourceRef: 'again' })
    expect(await stateOf(sharing)).toBe('active')
    await report(sharing, dateOf(2), { sourceRef: 'another' })
    expect(await stateOf(sharing)).toBe('suspended')
  })

  test('is nobody else’s to say', async () => {
    const sharing = await makeSharing()
    await report(sharing, dateOf(3))
    const stranger: ConsumerActor = { kind: 'consumer', accountId: await testingOnlyAddAccount() }
    await expect(stayHome(stranger, sharing.world.occupancyId)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('[T4] a change that is told late', () => {
  test('flags what was disclosed of later days, once, and says how much on the ledger', async () => {
    const sharing = await makeSharing()
    await returned(sharing)
    await returned(sharing)
    await report(sharing, dateOf(3))
    const { occupancyId } = sharing.world
    const flags = () => db().disclosureRecall.count({ where: { occupancyId } })
    expect(await flags()).toBe(2)
    const entry = async () =>
      JSON.parse(
        Buffer.from(
          (
            await db().ledgerEntry.findFirstOrThrow({
              where: { type: 'disclosures.recalled' },
              orderBy: { seq: 'desc' },
            })
          ).leaf,
        ).toString(),
      )
    expect(await entry()).toMatchObject({ consent: sharing.consentId, count: 2 })
    const before = await db().ledgerEntry.count({ where: { type: 'disclosures.recalled' } })
    await report(sharing, dateOf(5), { sourceRef: 'earlier' })
    expect(await flags()).toBe(2)
    expect(await db().ledgerEntry.count({ where: { type: 'disclosures.recalled' } })).toBe(before)
  })

  test('flags nothing that was of their own time', async () => {
    const sharing = await makeSharing()
    const request = {
      handle: sharing.handle,
      fromMs: today - 20 * DAY,
      toMs: today - 10 * DAY,
      granularity: undefined,
    }
    await discloseReadings(
      holderOf(sharing.tokenHash),
      request,
      { interactionId: randomUUID(), customerPresent: false },
      (shared, granularity) => encodeSeries(sharing.handle, shared, granularity),
    )
    await report(sharing, dateOf(3))
    expect(await db().disclosureRecall.count({ where: { occupancyId: sharing.world.occupancyId } })).toBe(0)
  })
})

describe('[T7] a new meter and a new supplier', () => {
  test.each(['meter-exchange', 'supplier-switch'] as const)('%s: nothing stops', async (kind) => {
    const sharing = await makeSharing()
    const before = await returned(sharing)
    await report(sharing, dateOf(3), { kind })
    expect(await stateOf(sharing)).toBe('active')
    expect(await returned(sharing)).toEqual(before)
    const { meterChanges } = await showTenancy(sharing.world.actor, sharing.world.occupancyId)
    expect(meterChanges).toHaveLength(kind === 'meter-exchange' ? 1 : 0)
  })
})

describe('[T1] moving out', () => {
  test('today ends the connections of that home by midnight, and one’s own past stays', async () => {
    const sharing = await makeSharing()
    const { actor, occupancyId } = sharing.world
    await moveOut(actor, { occupancyId, lastDay: dateOf(2), stopNow: false })
    expect(await stateOf(sharing)).toBe('tenancy_ended')
    const [home] = await listHomes(actor.accountId)
    expect(home).toMatchObject({ lived: 'before', lastReading: dateOf(2) })
  })

  test('on a day to come ends them then', async () => {
    const sharing = await makeSharing()
    const { actor, occupancyId } = sharing.world
    await moveOut(actor, { occupancyId, lastDay: dateOf(-3), stopNow: false })
    expect(await stateOf(sharing)).toBe('active')
    testingOnlyMoveClock(5 * DAY)
    await keepUpTenancies()
    expect(await stateOf(sharing)).toBe('tenancy_ended')
  })

  test('stops everything at once, if they want that', async () => {
    const sharing = await makeSharing()
    const { actor, occupancyId } = sharing.world
    await moveOut(actor, { occupancyId, lastDay: dateOf(-3), stopNow: true })
    expect(await stateOf(sharing)).toBe('withdrawn')
    expect(await returned(sharing)).toBeUndefined()
  })
})

describe('[T5] [T6] who comes and who left', () => {
  test('see and share their own time and nothing of the other’s', async () => {
    const sharing = await makeSharing()
    await report(sharing, dateOf(10))
    const { supplyPointId, actor } = sharing.world
    const newcomer = await testingOnlyAddAccount()
    const startsAt = new Date(settlementDayStart(dateOf(10)))
    await startOccupancy({ accountId: newcomer, supplyPointId, startsAt, level: 2, method: 'test' })
    const [[theirs], [own]] = [await listHomes(newcomer), await listHomes(actor.accountId)]
    expect(theirs?.firstReading).toBe(dateOf(10))
    expect(own?.lastReading).toBe(dateOf(11))
    expect(await db().consent.count({ where: { arrangement: { accountId: newcomer } } })).toBe(0)
    await expect(share(sharing.world)).rejects.toMatchObject({ reason: 'home-not-yours' })
  })
})

describe('whatever comes in whatever order', () => {
  interface Told {
    daysAgo: number
    ref: string
    kind: EventKind
  }

  const told: fc.Arbitrary<Told> = fc.record({
    daysAgo: fc.integer({ min: -3, max: 30 }),
    ref: fc.constantFrom('a', 'b', 'c'),
    kind: fc.constantFrom<EventKind>('change-of-tenancy', 'change-of-tenancy', 'meter-exchange'),
  })

  /** What is kept, without ids and times of receipt. */
  async function kept(sharing: Sharing) {
    const { occupancyId, supplyPointId } = sharing.world
    const { heldFrom, endsAt } = await db().occupancy.findUniqueOrThrow({ where: { id: occupancyId } })
    const effects = await db().tenancyEffect.findMany({
      where: { occupancyId },
      select: { status: true, event: { select: { effectiveAt: true, sourceRef: true } } },
    })
    const events = await db().supplyEvent.findMany({
      where: { supplyPointId },
      select: { effectiveOn: true, sourceRef: true, kind: true },
    })
    const recalls = await db().disclosureRecall.findMany({ where: { occupancyId }, select: { since: true } })
    const sorted = (all: unknown[]) => all.map((one) => JSON.stringify(one)).toSorted()
    return {
      state: await stateOf(sharing),
      heldFrom,
      endsAt,
      effects: sorted(effects),
      events: sorted(events),
      recalls: sorted(recalls),
      returned: await returned(sharing),
    }
  }

  test('[T2] replayed and shuffled reports lead to the same state', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(told, {
          minLength: 1,
          maxLength: 5,
          selector: ({ daysAgo, ref }) => `${daysAgo}${ref}`,
        }),
        fc.infiniteStream(fc.nat()),
        async (events, random) => {
          const [one, other] = [await makeSharing(), await makeSharing()]
          for (const sharing of [one, other]) await returned(sharing)
          const tell = (sharing: Sharing, { daysAgo, ref, kind }: Told) =>
            report(sharing, dateOf(daysAgo), { sourceRef: ref, kind })
          for (const event of events) await tell(one, event)
          const again = [...events, ...events]
            .map((event) => ({ event, key: random.next().value }))
            .toSorted((a, b) => a.key - b.key)
          for (const { event } of again) await tell(other, event)
          const [first, second] = [await kept(one), await kept(other)]
          expect(second).toEqual(first)
          testingOnlyMoveClock(60 * DAY)
          await keepUpTenancies()
          expect(await kept(other)).toEqual(await kept(one))
          testingOnlyMoveClock(0)
        },
      ),
      { numRuns: 15 },
    )
  }, 120_000)

  test('[T5] what is returned lies within occupancy, consent and what nobody reported', async () => {
    const day = fc.integer({ min: 0, max: 45 })
    const sharing = await makeSharing()
    const { occupancyId } = sharing.world
    const { historyFrom } = await db().consent.findUniqueOrThrow({ where: { id: sharing.consentId } })
    await fc.assert(
      fc.asyncProperty(day, day, fc.option(day), fc.option(day), async (opens, reported, left, proof) => {
        const at = (daysAgo: number) => settlementDayStart(dateOf(daysAgo))
        const opensAt = new Date(at(opens))
        const heldFrom = new Date(at(reported))
        const endsAt = left === null ? null : new Date(Math.max(at(left), Date.parse('2020-01-02')))
        const verifiedUntil = new Date(nowMs() + (proof === null ? DAY : DAY * proof))
        await db().occupancy.update({
          where: { id: occupancyId },
          data: { opensAt, heldFrom, endsAt, verifiedUntil },
        })
        const got = await returned(sharing)
        if (!got) return
        expect(got[0]).toBeGreaterThanOrEqual(Math.max(opensAt.getTime(), historyFrom.getTime()))
        expect(got[1]).toBeLessThanOrEqual(
          Math.min(heldFrom.getTime(), endsAt?.getTime() ?? Number.POSITIVE_INFINITY, nowMs()),
        )
      }),
      { numRuns: 60 },
    )
  })
})

test.each([
  ['2026-03-29', 46],
  ['2026-10-25', 50],
  ['2026-06-01', 48],
])('[T10] moving in on %s and out the day after leaves its %i half hours', async (date, periods) => {
  const sharing = await makeSharing()
  const { occupancyId, supplyPointKey } = sharing.world
  const start = settlementDayStart(date)
  const dayNumber = Math.floor(start / DAY)
  const values = new Int32Array(48).fill(7)
  await writeReadings([-1, 0, 1, 2].map((by) => ({ supplyPointKey, dayNumber: dayNumber + by, values })))
  const next = settlementDayStart(settlementDateOf(start + 26 * 3_600_000))
  await db().$executeRaw`alter table consent disable trigger consent_terms_are_fixed`
  await db().consent.update({
    where: { id: sharing.consentId },
    data: { historyFrom: new Date(start - 5 * DAY) },
  })
  await db().$executeRaw`alter table consent enable trigger consent_terms_are_fixed`
  const opensAt = new Date(start)
  await db().occupancy.update({
    where: { id: occupancyId as OccupancyId },
    data: { opensAt, heldFrom: new Date(next) },
  })
  const request = {
    handle: sharing.handle,
    fromMs: start - DAY,
    toMs: start + 3 * DAY,
    granularity: undefined,
  }
  const { body } = await discloseReadings(
    holderOf(sharing.tokenHash),
    request,
    { interactionId: randomUUID(), customerPresent: false },
    (shared, granularity) => encodeSeries(sharing.handle, shared, granularity),
  )
  const { days } = JSON.parse(String(body)) as { days: { settlementDate: string; values: number[] }[] }
  expect(days.map(({ settlementDate, values: all }) => [settlementDate, all.length])).toEqual([
    [date, periods],
  ])
})
