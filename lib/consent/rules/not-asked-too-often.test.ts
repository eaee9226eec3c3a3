import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { findAskable, giveConsent, proposeConsent, refuseConsent } from '../index.ts'

const DAY = 86_400_000
const tooOften = { code: 'forbidden', reason: 'asked-too-often' }

let world: World
let count = 0

beforeAll(useTestDatabase)
beforeEach(async () => {
  world = await makeWorld(`nagging-${++count}`)
})
afterEach(() => testingOnlyMoveClock(0))

const asked = (who = world) => ({
  requestId: randomUUID(),
  detail: energyRequest(),
  product: who.product,
  redirectUri: who.redirectUri,
})
const refuse = () => refuseConsent(world.actor, asked())
const give = () => giveConsent(world.actor, { ...asked(), choices: allowAll(world).allow })

async function refuseOften(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await refuse()
}

test('[R8] after a refusal an app may ask three times more in 30 days, and the fourth is not put to anybody', async () => {
  await refuse()
  for (let again = 1; again <= 3; again += 1) {
    await expect(proposeConsent(world.actor, asked()), `asked again ${again}`).resolves.toBeDefined()
    await refuse()
  }
  await expect(proposeConsent(world.actor, asked())).rejects.toMatchObject(tooOften)
  await expect(give(), 'nor decided').rejects.toMatchObject(tooOften)
})

test('[R8] it may ask others, and others may ask', async () => {
  await refuseOften(4)
  const other = await makeWorld(`nagging-other-${count}`)
  await expect(proposeConsent(other.actor, asked())).resolves.toBeDefined()
  await expect(proposeConsent(world.actor, asked(other))).resolves.toBeDefined()
})

test('[R8] once 30 days have passed, it may ask again', async () => {
  await refuseOften(4)
  testingOnlyMoveClock(30 * DAY - 60_000)
  await expect(proposeConsent(world.actor, asked())).rejects.toMatchObject(tooOften)
  testingOnlyMoveClock(30 * DAY + 60_000)
  await expect(proposeConsent(world.actor, asked())).resolves.toBeDefined()
})

test('[R8] who says yes in between starts anew', async () => {
  await refuseOften(3)
  await give()
  await refuseOften(3)
  await expect(proposeConsent(world.actor, asked())).resolves.toBeDefined()
})

test('[R8] an app that asks without a browser learns no more than that nobody can be asked', async () => {
  const { arrangementId } = await give()
  await refuseOften(4)
  testingOnlyMoveClock(2 * DAY)
  expect(await findAskable(arrangementId, world.product)).toBeUndefined()
  testingOnlyMoveClock(31 * DAY)
  expect(await findAskable(arrangementId, world.product), 'the connection has ended by itself').toBe(
    world.actor.accountId,
  )
})
