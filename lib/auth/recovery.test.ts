import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listConnections, withdrawConsent } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { listHomes, showReadings } from '#lib/energy/index.ts'
import { showCausedMail } from '#lib/mail/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, partyOf } from '#lib/testing/party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { findMethods, followLink, type LinkOffer, listSessions, readLink, sendSignInLink } from './index.ts'
import { testingOnlySignIn, testingOnlySubjects, testingOnlyTokenIn } from './testing.ts'

let node: TestNode
let world: World
let count = 0

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.close())
beforeEach(async () => {
  world = await makeWorld(`recovers-${++count}`)
})

const KEEP = { methods: false, sessions: false }
const account = () => ({ id: world.actor.accountId })

/** Follows a link by e-mail into the world's account, which has a password and no such way to sign in. */
async function recover(ending = KEEP): Promise<LinkOffer['leadsTo'] | undefined> {
  const email = `recovers-${count}@test.example`
  const mail = await showCausedMail(
    await sendSignInLink({ email, returnTo: '/', address: `10.9.0.${count}`, browser: undefined }),
  )
  const token = mail ? testingOnlyTokenIn(mail.message) : ''
  expect(await readLink(token)).toMatchObject({ leadsTo: 'recovery' })
  return (await followLink(token, ending))?.leadsTo
}

const verifyAgain = () =>
  db().occupancy.update({
    where: { id: world.occupancyId },
    data: { verifiedAt: new Date(Date.now() + 1000) },
  })

const ownReadings = () =>
  showReadings(world.actor.accountId, world.occupancyId, { fromMs: 0, toMs: Date.now() }, 'PT30M')

async function startSharing(): Promise<string> {
  const party = await partyOf(node, world)
  const { url } = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
  return (await node.browse(world.actor, allowAll(world))).follow(url)
}

describe('who gets back in by e-mail alone', () => {
  test('sees no reading of their own, not even by date, until the home is verified again', async () => {
    expect(await ownReadings()).toMatchObject({ days: expect.arrayContaining([expect.anything()]) })
    expect(await recover()).toBe('recovery')
    await expect(ownReadings()).rejects.toMatchObject({ code: 'not_found' })
    expect(await listHomes(world.actor.accountId)).toMatchObject([
      { closed: true, firstReading: null, lastReading: null },
    ])
    await verifyAgain()
    expect(await listHomes(world.actor.accountId)).toMatchObject([
      { closed: false, firstReading: expect.any(String) },
    ])
    expect(await ownReadings()).toMatchObject({ days: expect.arrayContaining([expect.anything()]) })
  })

  test('shares nothing until then, whatever a page lets through', async () => {
    await recover()
    expect(await startSharing()).not.toContain('code=')
    expect(await db().consent.count({ where: { arrangement: { accountId: world.actor.accountId } } })).toBe(0)
    await verifyAgain()
    expect(await startSharing()).toContain('code=')
  })

  test('keeps connections that go on, and can stop each', async () => {
    const { party, tokens } = await connect(node, world)
    await recover({ methods: true, sessions: true })
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
    const [connection] = await listConnections(world.actor)
    await withdrawConsent(world.actor, connection?.arrangementId as never)
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
  })

  test('is told by e-mail, wherever they are', async () => {
    await recover()
    expect(await testingOnlySubjects(account())).toContain('Your account was opened with an email link')
  })

  test('is closed out again by the next link, while the old ways in are kept', async () => {
    await recover()
    await verifyAgain()
    await db().occupancy.updateMany({ data: { verifiedAt: new Date() } })
    await new Promise((resolve) => setTimeout(resolve, 10))
    await recover()
    expect(await listHomes(world.actor.accountId)).toMatchObject([{ closed: true }])
  })
})

describe('what ends with it is theirs to say:', () => {
  test('nothing', async () => {
    const session = await testingOnlySignIn(account())
    await recover()
    expect(await findMethods(account().id)).toMatchObject({ password: true, link: false })
    expect(await listSessions(session)).toHaveLength(1)
  })

  test('all ways to sign in, and then a link is the one that is left', async () => {
    await recover({ methods: true, sessions: false })
    expect(await findMethods(account().id)).toEqual({ passkeys: [], password: false, link: true })
    expect(await listHomes(world.actor.accountId)).toMatchObject([{ closed: true }])
  })

  test('all sessions', async () => {
    await testingOnlySignIn(account())
    const session = await testingOnlySignIn(account())
    expect(await listSessions(session)).toHaveLength(2)
    await recover({ methods: false, sessions: true })
    expect(await listSessions(session)).toHaveLength(0)
  })
})

test('an account that was never recovered is not closed', async () => {
  expect(await listHomes(world.actor.accountId)).toMatchObject([{ closed: false }])
})
