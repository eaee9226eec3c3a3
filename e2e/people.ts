import { randomInt, randomUUID } from 'node:crypto'
import { hashPassword, insertAccount } from '#lib/auth/index.ts'
import { type ConsumerActor, newId, nowMs, type SupplyPointId } from '#lib/core/index.ts'
import {
  addSupplyPoint,
  demoProfiles,
  endOccupancy,
  generateReadings,
  makeMpan,
  settlementDateOf,
  settlementDayStart,
  startOccupancy,
  writeReadings,
} from '#lib/energy/index.ts'

const DAY = 86_400_000
const READING_DAYS = 40

export interface Person {
  email: string
  password: string
  name: string
  actor: ConsumerActor
}

/** A home as the consent page names it. */
export interface TestHome {
  label: string
  address: string
  postcode: string
  mpan: string
}

/** Somebody whom no other test knows, without a home. */
export async function addPerson(name = 'Robin Ashdown'): Promise<Person> {
  const accountId = newId('account')
  const email = `${randomUUID()}@e2e.example`
  const password = `e2e-${randomUUID()}`
  const passwordHash = await hashPassword(password)
  await insertAccount({ id: accountId, email, name, role: 'consumer', passwordHash, demo: true })
  return { email, password, name, actor: { kind: 'consumer', accountId } }
}

/** A home where nobody lives yet, with readings up to yesterday. */
export async function addMeter(): Promise<TestHome & { id: SupplyPointId }> {
  const [address, postcode] = [`${randomInt(1, 1e6)} Sample Street`, 'N1 1AA']
  const mpan = makeMpan(`1299${String(randomInt(1e8)).padStart(8, '0')}`)
  const { id, key } = await addSupplyPoint({ mpan, address, postcode, demo: true })
  await writeReadings(recentReadings(mpan).map((row) => ({ ...row, supplyPointKey: key })))
  return { id, label: `${address}, ${postcode}`, address, postcode, mpan }
}

/** A home of theirs, with readings up to yesterday; `movedOut` is a settlement date. */
export async function addHome({ actor }: Person, movedOut?: string): Promise<TestHome> {
  const { id: supplyPointId, ...home } = await addMeter()
  const startsAt = new Date(settlementDayStart('2020-01-01'))
  const occupancy = await startOccupancy({
    accountId: actor.accountId,
    supplyPointId,
    startsAt,
    level: 2,
    method: 'test',
  })
  if (movedOut) await moveOut(actor, occupancy.id, movedOut)
  return home
}

const moveOut = ({ accountId }: ConsumerActor, occupancyId: `occ_${string}`, date: string) =>
  endOccupancy({ accountId, occupancyId, endsAt: new Date(settlementDayStart(date)) })

const recentReadings = (seed: string) =>
  generateReadings({
    seed,
    fromDay: settlementDateOf(nowMs() - READING_DAYS * DAY),
    toDay: settlementDateOf(nowMs()),
    profile: demoProfiles.flat,
  })
