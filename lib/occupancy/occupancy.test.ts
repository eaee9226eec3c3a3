import { createHash, randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { type ConsumerActor, newId, nowMs } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import {
  addSupplyPoint,
  DAY_MS,
  type Home,
  listHomes,
  parseSupplyNumber,
  readRegister,
  type SupplyPoint,
  settlementDateOf,
  settlementDayStart,
  showReadings,
  startOccupancy,
  writeReadings,
} from '#lib/energy/index.ts'
import { testingOnlyAddAccount, testingOnlyMpan } from '#lib/energy/testing.ts'
import { signingKey } from '#lib/keys/index.ts'
import { enrolParticipant, suspendParticipant } from '#lib/register/index.ts'
import { claimHome } from './claim-home.ts'
import { levelOf, type Method } from './evidence.ts'
import { queueLetter } from './letter/queue-letter.ts'
import { proveHome } from './prove-home.ts'
import { CLAIMS, CLAIMS_OF_NUMBER, TRIES, TRIES_OF_METER } from './rules.ts'
import { showDemoHome } from './show-demo-home.ts'
import { showHome } from './show-home.ts'

const POSTCODE = 'SE8 5RT'
const FROM_DAYS = 30
const HOLDER = 'https://holder.demo.example'

const daysAgo = (days: number) => settlementDateOf(nowMs() - days * DAY_MS)
let holderId: string

beforeAll(async () => {
  await useTestDatabase()
  process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
  const holder = await enrolParticipant({
    legalName: 'Demo Meter Data Ltd',
    tradingName: 'Demo Meter Data',
    registerNumber: 'DEMO-0001',
    roles: ['data-holder'],
    website: 'https://holder.test',
    privacyUrl: 'https://holder.test/privacy',
    contactEmail: 'contact@holder.test',
    contactPhone: '08081 570 999',
  })
  holderId = holder.id
})

/** A demo home with 200 Wh in every half hour of the last 30 days. */
async function addMeter(): Promise<SupplyPoint> {
  const address = '3 Proof Street'
  const point = await addSupplyPoint({ mpan: testingOnlyMpan(), address, postcode: POSTCODE, demo: true })
  const today = Math.floor(nowMs() / DAY_MS)
  const values = new Int32Array(48).fill(200)
  await writeReadings(
    Array.from({ length: FROM_DAYS }, (_, i) => ({
      supplyPointKey: point.key,
      dayNumber: today - 1 - i,
      values,
    })),
  )
  return point
}

const newActor = async (): Promise<ConsumerActor> => ({
  kind: 'consumer',
  accountId: await testingOnlyAddAccount(),
})

async function claimed(point: SupplyPoint, actor: ConsumerActor, movedIn = daysAgo(10)) {
  const number = parseSupplyNumber(point.mpan)
  const outcome = await claimHome(actor, { number, postcode: POSTCODE, movedIn })
  if (!('occupancyId' in outcome)) throw new Error(outcome.fault)
  return outcome.occupancyId
}

async function newClaim(movedIn?: string) {
  const [point, actor] = [await addMeter(), await newActor()]
  return { point, actor, occupancyId: await claimed(point, actor, movedIn) }
}

type Claimed = Awaited<ReturnType<typeof newClaim>>

const homeOf = async ({ actor }: Pick<Claimed, 'actor'>): Promise<Home> =>
  (await listHomes(actor.accountId))[0] as Home

const prove = ({ actor, occupancyId }: Claimed, method: Method, given: Record<string, string>) =>
  proveHome(actor, { occupancyId, method, given })

/** What the meter shows today. */
async function readingOf({ point }: Claimed): Promise<number> {
  const last = await readRegister(point.id)
  return Math.round((last?.kWh ?? 0) + ((last?.dailyKWh ?? 0) * (nowMs() - (last?.atMs ?? 0))) / DAY_MS)
}

const signed = async (
  claim: Claimed,
  change: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  privateKey?: CryptoKey,
) => {
  const key = await signingKey('demo-holder')
  return new SignJWT({
    iss: HOLDER,
    aud: 'http://localhost:3000',
    iat: Math.floor(nowMs() / 1000),
    jti: randomBytes(8).toString('hex'),
    sub: claim.occupancyId,
    supply_number: claim.point.mpan,
    account_holder: true,
    ...change,
  })
    .setProtectedHeader({ alg: 'ES256', kid: key.id, typ: 'occupancy-assertion+jwt', ...header })
    .sign(privateKey ?? key.privateKey)
}

/** Notes the statements that this process sends, until told to stop. */
function traceStatements(traces: string[][]): () => void {
  const seen: string[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text: string }]
    seen.push(typeof first === 'string' ? first : first.text)
    return (query as (...all: unknown[]) => unknown).apply(this, given)
  } as typeof query
  return () => {
    pg.Client.prototype.query = query
    traces.push(seen)
  }
}

const window = { fromMs: nowMs() - 60 * DAY_MS, toMs: nowMs() + DAY_MS }

/** The earliest half hour that they may see, in ms; undefined: none */
async function firstSeen({ actor, occupancyId }: Claimed): Promise<number | undefined> {
  const series = await showReadings(actor.accountId, occupancyId, window, 'PT30M')
  return series.granularity === 'PT30M' && series.days[0] ? Date.parse(series.days[0].start) : undefined
}

describe('adding a home', () => {
  test('[O0] a number and its postcode open nothing: no address, no reading', async () => {
    const claim = await newClaim()
    const home = await homeOf(claim)
    expect(home).toMatchObject({
      level: 0,
      opensAt: null,
      firstReading: null,
      address: 'A home not proved yet',
    })
    expect(JSON.stringify(home)).not.toContain('Proof Street')
    expect(await firstSeen(claim)).toBeUndefined()
  })

  test('a meter that nobody knows and one at another postcode are the same answer, by the same statements', async () => {
    const point = await addMeter()
    const actor = await newActor()
    const outcomes = []
    const traces: string[][] = []
    for (const digits of [testingOnlyMpan(), point.mpan]) {
      const number = parseSupplyNumber(digits)
      const stop = traceStatements(traces)
      outcomes.push(await claimHome(actor, { number, postcode: 'N1 1AA', movedIn: daysAgo(1) }))
      stop()
    }
    expect(outcomes).toEqual([{ fault: 'not-found' }, { fault: 'not-found' }])
    expect(traces[0]?.length).toBeGreaterThan(4)
    expect(traces[1]).toEqual(traces[0])
  })

  test('and take the same time', async () => {
    const point = await addMeter()
    const took: Record<'unknown' | 'elsewhere', number[]> = { unknown: [], elsewhere: [] }
    for (let i = 0; i < CLAIMS_OF_NUMBER - 2; i++) {
      for (const [kind, digits] of [
        ['unknown', testingOnlyMpan()],
        ['elsewhere', point.mpan],
      ] as const) {
        const actor = await newActor()
        const started = performance.now()
        await claimHome(actor, { number: parseSupplyNumber(digits), postcode: 'N1 1AA', movedIn: daysAgo(1) })
        took[kind].push(performance.now() - started)
      }
    }
    const median = (all: number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] as number
    expect(median(took.elsewhere) / median(took.unknown)).toBeGreaterThan(0.5)
    expect(median(took.elsewhere) / median(took.unknown)).toBeLessThan(2)
  })

  test('gas is found by its MPRN, and an MPAN is never taken for one', async () => {
    const mprn = String(8_800_000_000 + Math.floor(Math.random() * 1e8))
    await addSupplyPoint({ mpan: mprn, numberKind: 'mprn', address: '4 Gas Road', postcode: POSTCODE })
    const actor = await newActor()
    const number = parseSupplyNumber(mprn)
    expect(number.kind).toBe('mprn')
    expect(await claimHome(actor, { number, postcode: POSTCODE, movedIn: daysAgo(1) })).toHaveProperty(
      'occupancyId',
    )
    expect(await homeOf({ actor })).toMatchObject({ fuel: 'gas', numberKind: 'mprn', level: 0 })
  })

  test.each([
    ['gas with an MPAN', { fuel: 'gas', number_kind: 'mpan' }],
    ['electricity with an MPRN', { fuel: 'electricity', number_kind: 'mprn' }],
  ])('the database refuses %s', async (_what, { fuel, number_kind }) => {
    const { id } = await addMeter()
    const change = db()
      .$executeRaw`update supply_point set fuel = ${fuel}, number_kind = ${number_kind} where id = ${id}`
    await expect(change).rejects.toThrow('supply_point_number')
  })

  test('of one person only so many numbers are tried in a day, right ones then too', async () => {
    const [actor, point] = [await newActor(), await addMeter()]
    const claim = (digits: string) =>
      claimHome(actor, { number: parseSupplyNumber(digits), postcode: POSTCODE, movedIn: daysAgo(1) })
    const tries = await Promise.all(Array.from({ length: CLAIMS + 5 }, () => claim(testingOnlyMpan())))
    expect(tries.filter((one) => 'fault' in one && one.fault === 'not-found')).toHaveLength(CLAIMS)
    expect(await claim(point.mpan)).toEqual({ fault: 'too-many' })
    testingOnlyMoveClock(DAY_MS + 1000)
    expect(await claim(point.mpan)).toHaveProperty('occupancyId')
    testingOnlyMoveClock(0)
  })

  test('of one number only so many postcodes are tried in a day, by however many people', async () => {
    const number = parseSupplyNumber(testingOnlyMpan())
    const claim = async () => claimHome(await newActor(), { number, postcode: POSTCODE, movedIn: daysAgo(1) })
    for (let i = 0; i < CLAIMS_OF_NUMBER; i++) expect(await claim()).toEqual({ fault: 'not-found' })
    expect(await claim()).toEqual({ fault: 'too-many' })
  })

  test('twice is once', async () => {
    const { point, actor } = await newClaim()
    const number = parseSupplyNumber(point.mpan)
    const again = await claimHome(actor, { number, postcode: POSTCODE, movedIn: daysAgo(5) })
    expect(again).toEqual({ fault: 'added-already' })
  })
})

describe('the level', () => {
  test('follows from what was shown', () => {
    expect(levelOf(new Set())).toBe(0)
    expect(levelOf(new Set(['account']))).toBe(1)
    expect(levelOf(new Set(['possession']))).toBe(2)
    expect(levelOf(new Set(['account', 'possession']))).toBe(3)
  })
})

describe('the reading on the meter', () => {
  test('[O2] opens every half hour, from today', async () => {
    const claim = await newClaim()
    const outcome = await prove(claim, 'meter-reading', { reading: String(await readingOf(claim)) })
    expect(outcome).toEqual({ accepted: true, level: 2 })
    const home = await homeOf(claim)
    expect(home).toMatchObject({ level: 2, address: '3 Proof Street' })
    expect(home.opensAt).toEqual(new Date(settlementDayStart(daysAgo(0))))
    expect(await firstSeen(claim)).toBeUndefined()
  })

  test('[O2] and with the reading of the day they moved in, back to that day and no further', async () => {
    const claim = await newClaim(daysAgo(10))
    const then = await readRegister(claim.point.id, settlementDayStart(daysAgo(10)))
    const given = { reading: `${await readingOf(claim)} kWh`, first: String(Math.round(then?.kWh ?? 0)) }
    expect(await prove(claim, 'meter-reading', given)).toEqual({ accepted: true, level: 2 })
    expect(await firstSeen(claim)).toBe(settlementDayStart(daysAgo(10)))
  })

  test('a day of moving in that the reading doesn’t fit is refused, and opens nothing', async () => {
    const claim = await newClaim(daysAgo(25))
    const then = await readRegister(claim.point.id, settlementDayStart(daysAgo(10)))
    const given = { reading: String(await readingOf(claim)), first: String(Math.round(then?.kWh ?? 0)) }
    expect(await prove(claim, 'meter-reading', given)).toEqual({ accepted: false, reason: 'no-match' })
    expect((await homeOf(claim)).level).toBe(0)
  })

  test.each([
    ['too low', -3],
    ['too high', 80],
  ])('%s is refused', async (_what, by) => {
    const claim = await newClaim()
    const reading = String((await readingOf(claim)) + by - (by < 0 ? 10 : 0))
    expect(await prove(claim, 'meter-reading', { reading })).toEqual({ accepted: false, reason: 'no-match' })
  })

  test('of no use is what can’t be read', async () => {
    const claim = await newClaim()
    for (const reading of ['', 'abc', '-5', '1e5', '99999999999'])
      expect(await prove(claim, 'meter-reading', { reading })).toMatchObject({ accepted: false })
  })

  test('may be wrong five times a day, and then the right one waits too', async () => {
    const claim = await newClaim()
    const wrong = () => prove(claim, 'meter-reading', { reading: '1' })
    const outcomes = await Promise.all(Array.from({ length: TRIES + 4 }, wrong))
    expect(outcomes.filter((one) => !one.accepted && one.reason === 'no-match')).toHaveLength(TRIES)
    const right = { reading: String(await readingOf(claim)) }
    expect(await prove(claim, 'meter-reading', right)).toEqual({ accepted: false, reason: 'too-many' })
    testingOnlyMoveClock(DAY_MS + 1000)
    const later = { reading: String(await readingOf(claim)) }
    expect(await prove(claim, 'meter-reading', later)).toMatchObject({ accepted: true })
    testingOnlyMoveClock(0)
  })

  test('of one meter may be guessed so often by everybody together', async () => {
    const point = await addMeter()
    let refusals = 0
    for (let i = 0; i <= TRIES_OF_METER / TRIES; i++) {
      const actor = await newActor()
      const claim = { point, actor, occupancyId: await claimed(point, actor) }
      for (let time = 0; time < TRIES; time++) {
        const outcome = await prove(claim, 'meter-reading', { reading: '1' })
        if (!outcome.accepted && outcome.reason === 'no-match') refusals++
      }
    }
    expect(refusals).toBe(TRIES_OF_METER)
  })
})

describe('a letter', () => {
  const codeOf = async ({ actor, occupancyId }: Claimed): Promise<string> =>
    (await showDemoHome(actor, occupancyId))?.letterCode ?? ''

  test('[O2] carries a code that works once, typed in any way', async () => {
    const claim = await newClaim()
    await queueLetter(claim.actor, claim.occupancyId)
    const code = await codeOf(claim)
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `
    expect(await prove(claim, 'letter', { code: typed })).toEqual({ accepted: true, level: 2 })
    expect(await prove(claim, 'letter', { code })).toEqual({ accepted: false, reason: 'nothing-to-compare' })
  })

  test('is kept as a hash, and its sealed copy goes when it is over', async () => {
    const claim = await newClaim()
    await queueLetter(claim.actor, claim.occupancyId)
    const code = (await codeOf(claim)).replace('-', '')
    const row = () => db().occupancyLetter.findFirstOrThrow({ where: { occupancyId: claim.occupancyId } })
    const { codeHash, sealedCode } = await row()
    for (const bytes of [codeHash, sealedCode as Uint8Array])
      expect(Buffer.from(bytes).toString('latin1')).not.toContain(code)
    expect(Buffer.from(codeHash)).not.toEqual(createHash('sha256').update(code).digest())
    await prove(claim, 'letter', { code })
    expect((await row()).sealedCode).toBeNull()
  })

  test('stands five wrong codes, even at once; the right one is too late then', async () => {
    const claim = await newClaim()
    await queueLetter(claim.actor, claim.occupancyId)
    const code = await codeOf(claim)
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => prove(claim, 'letter', { code: '2222-2222' })),
    )
    expect(outcomes.every(({ accepted }) => !accepted)).toBe(true)
    testingOnlyMoveClock(DAY_MS + 1000)
    expect(await prove(claim, 'letter', { code })).toMatchObject({ accepted: false })
    testingOnlyMoveClock(0)
  })

  test('runs out after 14 days', async () => {
    const claim = await newClaim()
    await queueLetter(claim.actor, claim.occupancyId)
    const code = await codeOf(claim)
    testingOnlyMoveClock(14 * DAY_MS + 1000)
    expect(await prove(claim, 'letter', { code })).toEqual({ accepted: false, reason: 'run-out' })
    testingOnlyMoveClock(0)
  })

  test('to another home opens nothing here, and a new one replaces the old', async () => {
    const [one, other] = [await newClaim(), await newClaim()]
    for (const { actor, occupancyId } of [one, other]) await queueLetter(actor, occupancyId)
    const [first, foreign] = [await codeOf(one), await codeOf(other)]
    expect(await prove(one, 'letter', { code: foreign })).toMatchObject({ accepted: false })
    await queueLetter(one.actor, one.occupancyId)
    expect(await prove(one, 'letter', { code: first })).toMatchObject({ accepted: false })
    expect(await prove(one, 'letter', { code: await codeOf(one) })).toMatchObject({ accepted: true })
  })

  test('comes three times a month to a home, whoever asks', async () => {
    const [point, first, second] = [await addMeter(), await newActor(), await newActor()]
    const ids = [await claimed(point, first), await claimed(point, second)] as const
    for (const [actor, id] of [
      [first, ids[0]],
      [second, ids[1]],
      [first, ids[0]],
    ] as const)
      await queueLetter(actor, id)
    await expect(queueLetter(second, ids[1])).rejects.toMatchObject({ reason: 'too-many-letters' })
  })
})

describe('a holder’s word', () => {
  test('[O1] opens days and months, from today; with the reading it is [O3], back to moving in', async () => {
    const claim = await newClaim(daysAgo(10))
    const assertion = await signed(claim, { moved_in: daysAgo(10) })
    expect(await prove(claim, 'holder', { assertion })).toEqual({ accepted: true, level: 1 })
    const home = await homeOf(claim)
    expect(home.opensAt).toEqual(new Date(settlementDayStart(daysAgo(0))))
    await expect(
      showReadings(claim.actor.accountId, claim.occupancyId, window, 'PT30M'),
    ).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'proof-too-weak',
    })
    await showReadings(claim.actor.accountId, claim.occupancyId, window, 'P1D')
    const outcome = await prove(claim, 'meter-reading', { reading: String(await readingOf(claim)) })
    expect(outcome).toEqual({ accepted: true, level: 3 })
    expect(await firstSeen(claim)).toBe(settlementDayStart(daysAgo(10)))
  })

  test('works once', async () => {
    const claim = await newClaim()
    const assertion = await signed(claim)
    const outcomes = await Promise.all([1, 2, 3].map(() => prove(claim, 'holder', { assertion })))
    expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1)
  })

  test.each<[string, (claim: Claimed) => Promise<string>]>([
    ['for another home', async (claim) => signed(claim, { sub: (await newClaim()).occupancyId })],
    ['of another meter', (claim) => signed(claim, { supply_number: testingOnlyMpan() })],
    ['for another node', (claim) => signed(claim, { aud: 'https://other.example' })],
    ['of another kind', (claim) => signed(claim, {}, { typ: 'software-statement+jwt' })],
    ['that is old', (claim) => signed(claim, { iat: Math.floor(nowMs() / 1000) - 700 })],
    ['of a stranger', (claim) => signed(claim, { iss: 'https://stranger.example' })],
    ['that says no', (claim) => signed(claim, { account_holder: false })],
    ['with another key', async (claim) => signed(claim, {}, {}, (await generateKeyPair('ES256')).privateKey)],
    [
      'without a signature',
      async (claim) => {
        const [, body] = (await signed(claim)).split('.')
        return `${Buffer.from('{"alg":"none","typ":"occupancy-assertion+jwt"}').toString('base64url')}.${body}.`
      },
    ],
    ['that is none', async () => 'x'],
  ])('%s is refused', async (_what, make) => {
    const claim = await newClaim()
    expect(await prove(claim, 'holder', { assertion: await make(claim) })).toMatchObject({ accepted: false })
    expect((await homeOf(claim)).level).toBe(0)
  })

  test('a key that comes along with the word is not believed', async () => {
    const claim = await newClaim()
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const assertion = await signed(claim, {}, { jwk: await exportJWK(publicKey) }, privateKey)
    expect(await prove(claim, 'holder', { assertion })).toMatchObject({ accepted: false })
  })

  test('counts while the register has the holder as active, and not otherwise', async () => {
    const claim = await newClaim()
    const operator = { kind: 'operator' as const, accountId: await testingOnlyAddAccount() }
    await suspendParticipant(operator, holderId as `par_${string}`, {
      code: 'security-incident',
      sentence: 'For a test.',
    })
    expect(await prove(claim, 'holder', { assertion: await signed(claim) })).toMatchObject({
      accepted: false,
    })
    await db().participant.update({ where: { id: holderId }, data: { status: 'active' } })
    expect(await prove(claim, 'holder', { assertion: await signed(claim) })).toMatchObject({ accepted: true })
  })
})

describe('what is proved', () => {
  test('is kept as method, time, outcome, level and hash, and nothing that was typed', async () => {
    const claim = await newClaim()
    const reading = String(await readingOf(claim))
    await prove(claim, 'meter-reading', { reading: '777123' })
    await prove(claim, 'meter-reading', { reading })
    const rows = await db().occupancyEvidence.findMany({ where: { occupancyId: claim.occupancyId } })
    expect(rows.map(({ method, outcome, level }) => [method, outcome, level])).toEqual([
      ['address', 'accepted', 0],
      ['meter-reading', 'refused', null],
      ['meter-reading', 'accepted', 2],
    ])
    const all = JSON.stringify(rows, (_key, value) =>
      typeof value === 'bigint'
        ? String(value)
        : value instanceof Uint8Array
          ? Buffer.from(value).toString('latin1')
          : value,
    )
    for (const secret of [reading, '777123', claim.point.mpan]) expect(all).not.toContain(secret)
  })

  test('is on the ledger by level and method, and names nobody', async () => {
    const claim = await newClaim()
    await prove(claim, 'meter-reading', { reading: String(await readingOf(claim)) })
    const entry = await db().ledgerEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    const text = Buffer.from(entry.leaf).toString()
    expect(JSON.parse(text)).toMatchObject({
      type: 'occupancy.verified',
      occupancy: claim.occupancyId,
      level: 2,
      method: 'meter-reading',
    })
    for (const secret of [claim.actor.accountId, claim.point.id, claim.point.mpan])
      expect(text).not.toContain(secret)
  })

  test('counts for twelve months, is gone then, and can be proved again', async () => {
    const claim = await newClaim(daysAgo(10))
    const then = await readRegister(claim.point.id, settlementDayStart(daysAgo(10)))
    await prove(claim, 'meter-reading', {
      reading: String(await readingOf(claim)),
      first: String(Math.round(then?.kWh ?? 0)),
    })
    const seen = await firstSeen(claim)
    await db().$executeRaw`
      update occupancy set verified_until = now() - interval '1 second' where id = ${claim.occupancyId}`
    await db().$executeRaw`
      update occupancy_evidence set counts_until = now() - interval '1 second' where occupancy_id = ${claim.occupancyId}`
    expect(await showHome(claim.actor, claim.occupancyId)).toMatchObject({ level: 0, ranOut: true })
    expect(await firstSeen(claim)).toBeUndefined()
    await prove(claim, 'meter-reading', { reading: String(await readingOf(claim)) })
    expect(await firstSeen(claim)).toBe(seen)
  })

  test('of somebody who moved out stays for their own time, however long ago', async () => {
    const [point, actor] = [await addMeter(), await newActor()]
    const startsAt = new Date(settlementDayStart(daysAgo(20)))
    const { id } = await startOccupancy({
      accountId: actor.accountId,
      supplyPointId: point.id,
      startsAt,
      level: 2,
      method: 'test',
    })
    await db().$executeRaw`
      update occupancy set ends_at = now() - interval '5 days', verified_until = now() - interval '2 days' where id = ${id}`
    expect(await firstSeen({ point, actor, occupancyId: id })).toBe(startsAt.getTime())
  })

  test('was vouched for by an operator is not lost by a holder’s word', async () => {
    const [point, actor] = [await addMeter(), await newActor()]
    const startsAt = new Date(settlementDayStart(daysAgo(20)))
    const { id } = await startOccupancy({
      accountId: actor.accountId,
      supplyPointId: point.id,
      startsAt,
      level: 2,
      method: 'demo',
    })
    const claim = { point, actor, occupancyId: id }
    expect(await prove(claim, 'holder', { assertion: await signed(claim) })).toEqual({
      accepted: true,
      level: 3,
    })
    expect(await firstSeen(claim)).toBe(startsAt.getTime())
  })

  test('before an account was recovered counts no more: a weak proof brings back only what it shows itself', async () => {
    const claim = await newClaim()
    await prove(claim, 'meter-reading', { reading: String(await readingOf(claim)) })
    const word = async () => prove(claim, 'holder', { assertion: await signed(claim) })
    expect(await word()).toEqual({ accepted: true, level: 3 })
    await db().account.update({ where: { id: claim.actor.accountId }, data: { recoveredAt: new Date() } })
    expect((await homeOf(claim)).closed).toBe(true)
    await setTimeout(5)
    expect(await word()).toEqual({ accepted: true, level: 1 })
    expect((await homeOf(claim)).closed).toBe(false)
  })

  test('of somebody else’s home nobody can prove', async () => {
    const { occupancyId, point } = await newClaim()
    const stranger = { actor: await newActor(), occupancyId, point }
    await expect(prove(stranger, 'meter-reading', { reading: '1' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(queueLetter(stranger.actor, occupancyId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await showDemoHome(stranger.actor, occupancyId)).toBeUndefined()
    expect(await showHome(stranger.actor, occupancyId)).toBeUndefined()
  })

  test('never opens what was before the people there last changed, in whatever order it is proved', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray<Method>(['meter-reading', 'letter', 'holder'], { minLength: 1 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        async (methods, changed, moved) => {
          const claim = await newClaim(daysAgo(moved))
          const changedAt = new Date(settlementDayStart(daysAgo(changed)))
          await db().supplyEvent.create({
            data: {
              id: newId('supplyEvent'),
              supplyPointId: claim.point.id,
              holderId,
              kind: 'change-of-tenancy',
              effectiveOn: changedAt,
              effectiveAt: changedAt,
              sourceRef: claim.occupancyId,
              receivedAt: new Date(),
            },
          })
          for (const method of methods) await prove(claim, method, await rightFor(claim, method, moved))
          const home = await homeOf(claim)
          const earliest = Math.max(changedAt.getTime(), settlementDayStart(daysAgo(moved)))
          expect(home.opensAt?.getTime()).toBeGreaterThanOrEqual(earliest)
          if (home.level >= 2) expect((await firstSeen(claim)) ?? earliest).toBeGreaterThanOrEqual(earliest)
        },
      ),
      { numRuns: 12 },
    )
  })
})

async function rightFor(claim: Claimed, method: Method, moved: number): Promise<Record<string, string>> {
  if (method === 'holder') return { assertion: await signed(claim, { moved_in: daysAgo(moved) }) }
  if (method === 'meter-reading') return { reading: String(await readingOf(claim)) }
  await queueLetter(claim.actor, claim.occupancyId)
  return { code: (await showDemoHome(claim.actor, claim.occupancyId))?.letterCode ?? '' }
}
