import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findAccountByEmail, hashPassword, insertAccount } from '#lib/auth/index.ts'
import { newId, nowMs } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import {
  addSupplyPoint,
  demoProfiles,
  endOccupancy,
  findBySourceRef,
  generateCharging,
  generateHeatPump,
  generateReadings,
  settlementDateOf,
  settlementDayStart,
  startOccupancy,
  upsertHeatPumpDays,
  upsertSessions,
  writeReadings,
} from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { signingKey } from '#lib/keys/index.ts'
import { demoAccounts } from './demo-accounts.ts'
import { type DemoHome, demoHomes, demoNumberOf, demoReadingDays } from './demo-homes.ts'
import { seedRegister } from './demo-register.ts'

export { demoAccounts }

const DAY = 86_400_000

/** Puts the demo in place: people, homes, organisations, and readings up to yesterday. Seeding again only adds days. */
export async function seed(): Promise<void> {
  if (env().mode !== 'demo') throw new Error('The demo is never seeded in production.')
  await seedRegister()
  await writeRecipientKey()
  for (const account of demoAccounts) await seedAccount(account)
  for (const home of demoHomes) await seedHome(home)
}

/** The demo recipient's private key, for its own process. */
async function writeRecipientKey(): Promise<void> {
  const { id, privateKey } = await signingKey('demo-recipient')
  mkdirSync(env().dataDir, { recursive: true })
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: id, alg: 'ES256' }
  writeFileSync(join(env().dataDir, 'recipient.jwk.json'), JSON.stringify(jwk), { mode: 0o600 })
}

async function seedAccount({ email, name, password, role }: (typeof demoAccounts)[number]): Promise<void> {
  if (await findAccountByEmail(email)) return
  const passwordHash = await hashPassword(password)
  await insertAccount({ id: newId('account'), email, name, role, passwordHash, demo: true })
}

async function seedHome(home: DemoHome): Promise<void> {
  const sourceRef = `demo:${home.numberBody}`
  const point = (await findBySourceRef(sourceRef)) ?? (await addHome(home, sourceRef))
  if (!home.profile) return
  const made = {
    seed: home.numberBody,
    fromDay: settlementDateOf(nowMs() - demoReadingDays * DAY),
    toDay: settlementDateOf(nowMs()),
  }
  const days = generateReadings({ ...made, profile: demoProfiles[home.profile] })
  await writeReadings(days.map((day) => ({ ...day, supplyPointKey: point.key })))
  const account = home.occupant && (await findAccountByEmail(home.occupant))
  if (home.profile !== 'allElectric' || !account) return
  const whose = { accountId: account.id, supplyPointId: point.id }
  await upsertSessions(generateCharging(made).map((session) => ({ ...session, ...whose })))
  await upsertHeatPumpDays(generateHeatPump(made).map((day) => ({ ...day, ...whose })))
}

function addHome(home: DemoHome, sourceRef: string) {
  return withTransaction(async () => {
    const { address, postcode, gspGroup, movedIn, movedOut } = home
    const point = await addSupplyPoint({
      mpan: demoNumberOf(home).replaceAll(' ', ''),
      numberKind: home.fuel === 'gas' ? 'mprn' : 'mpan',
      address,
      postcode,
      gspGroup,
      sourceRef,
      demo: true,
    })
    if (!home.occupant || !movedIn) return point
    const account = await findAccountByEmail(home.occupant)
    if (!account) throw new Error('The demo account of this home is missing.')
    const accountId = account.id
    const startsAt = new Date(settlementDayStart(movedIn))
    const occupancy = await startOccupancy({
      accountId,
      supplyPointId: point.id,
      startsAt,
      level: 2,
      method: 'demo',
    })
    if (movedOut) {
      const endsAt = new Date(settlementDayStart(movedOut))
      await endOccupancy({ accountId, occupancyId: occupancy.id, endsAt })
    }
    return point
  })
}
