import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { testingOnlyMoveClock } from '#lib/core/clock.ts'
import { type ArrangementId, newId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { type Entry, parseEntry } from '#lib/ledger/index.ts'
import { listMailbox } from '#lib/mail/index.ts'
import { addProduct } from '#lib/register/index.ts'
import { makeClientKey } from '#lib/testing/client-key.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import {
  expireConsents,
  giveConsent,
  giveUpProduct,
  narrowConsent,
  offerNarrowing,
  pauseConsent,
  refuseConsent,
  resumeConsent,
  revokeConsent,
  stopByLink,
  withdrawConsent,
} from './index.ts'
import { proposeConsent } from './propose-consent.ts'
import { stopPath } from './stop-link.ts'

const DAY = 86_400_000

/** What the ledger alone says of each consent: what its entries add up to, in their order. */
function fold(entries: readonly Entry[]): Map<string, string> {
  const states = new Map<string, string>()
  for (const entry of entries) {
    switch (entry.type) {
      case 'consent.given':
        expect(states.has(entry.consent), 'given once').toBe(false)
        states.set(entry.consent, 'active')
        break
      case 'consent.paused':
        expect(states.get(entry.consent)).toBe('active')
        states.set(entry.consent, 'paused')
        break
      case 'consent.resumed':
        expect(states.get(entry.consent)).toBe('paused')
        states.set(entry.consent, 'active')
        break
      case 'consent.narrowed':
        // The version that takes its place begins as this one was.
        states.set(entry.successor, states.get(entry.consent) ?? 'never given')
        states.set(entry.consent, 'superseded')
        break
      case 'consent.withdrawn':
      case 'consent.revoked':
      case 'consent.superseded':
      case 'consent.expired':
      case 'consent.invalidated':
        expect(states.get(entry.consent), `before ${entry.type}`).toBeOneOf(['active', 'paused'])
        states.set(entry.consent, entry.type.replace('consent.', ''))
        break
    }
  }
  return states
}

let world: World
let runs = 0

beforeAll(useTestDatabase)
afterEach(() => testingOnlyMoveClock(0))

interface Model {
  who: World
  arrangements: ArrangementId[]
  /** Days that the clock is ahead */
  days: number
}

const asked = ({ who }: Model) => ({
  requestId: randomUUID(),
  detail: energyRequest(),
  product: who.product,
  redirectUri: who.redirectUri,
})

/** What people and companies may do, and how often nobody may: an act that is not possible now must change nothing. */
const acts: Record<string, (model: Model, id: ArrangementId | undefined) => Promise<unknown>> = {
  give: async (model) => {
    const given = await giveConsent(model.who.actor, { ...asked(model), choices: allowAll(model.who).allow })
    model.arrangements.push(given.arrangementId)
  },
  change: async (model, arrangementId) => {
    if (!arrangementId) return
    const amending = { ...asked(model), amends: { action: 'replace' as const, arrangementId } }
    const { standing } = await proposeConsent(model.who.actor, amending)
    const choices = { ...allowAll(model.who).allow, standing: standing?.consentId }
    await giveConsent(model.who.actor, { ...amending, choices })
  },
  refuse: (model) => refuseConsent(model.who.actor, asked(model)),
  withdraw: async ({ who }, id) => id && withdrawConsent(who.actor, id),
  stopByMail: async (_, id) => id && stopByLink((await stopPath(id)).replace('/stop/', '')),
  pause: async ({ who }, id) => id && pauseConsent(who.actor, id),
  resume: async ({ who }, id) => id && resumeConsent(who.actor, id),
  narrow: async ({ who }, id) => {
    const offer = id && (await offerNarrowing(who.actor, id))
    if (!offer) return
    const usage = offer.coarser[0]?.permission
    await narrowConsent(who.actor, id, { standing: offer.standing, homes: [], permissions: [], usage })
  },
  giveUp: async ({ who }, id) =>
    id && revokeConsent({ kind: 'participant', participantId: who.product.participant.id }, id),
  codeTwice: async (_, id) => id && revokeConsent({ kind: 'system', process: 'test' }, id),
  passTime: async (model) => {
    model.days += 20
    testingOnlyMoveClock(model.days * DAY)
    await expireConsents()
  },
  leave: async (model) => {
    const { id, participant } = model.who.product
    await giveUpProduct({ kind: 'participant', participantId: participant.id }, id)
  },
}

const step = fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(7))

test('[R9] what the ledger’s entries add up to is the state of every consent, whatever happened in whatever order', async () => {
  world = await makeWorld('history')
  // Its secret is made at first use, and must not be one of a day to come.
  await stopPath(newId('arrangement'))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      testingOnlyMoveClock(0)
      const model: Model = { who: await freshProduct(), arrangements: [], days: 0 }
      for (const [name, which] of steps) {
        const id = model.arrangements[which % Math.max(model.arrangements.length, 1)]
        await acts[name]?.(model, id).catch((error) => expect(error).toMatchObject({ name: 'AppError' }))
      }
      await expectHistoryComplete()
    }),
    { numRuns: 15 },
  )
}, 120_000)

/** The same home and person, with an app that nobody has left yet. */
async function freshProduct(): Promise<World> {
  runs += 1
  const { participant } = world.product
  const product = await addProduct({
    participant,
    clientId: `client-history-${runs}`,
    name: `App ${runs}`,
    description: 'A test app',
    redirectUris: [world.redirectUri],
    jwks: { keys: [(await makeClientKey()).publicJwk] },
    permissions: ['supply-point.basic', 'meter.electricity.hh', 'meter.electricity.daily'],
    purposes: [{ code: 'tariff_comparison', text: 'To compare tariffs for you.' }],
    onwardSharing: [],
    clientChoices: {},
  })
  return { ...world, product }
}

async function expectHistoryComplete(): Promise<void> {
  const rows = await db().ledgerEntry.findMany({ orderBy: { seq: 'asc' } })
  const entries = rows.map(({ leaf }) => parseEntry(leaf))
  const consents = await db().consent.findMany({ where: { state: { not: 'rejected' } } })
  expect(fold(entries)).toEqual(new Map(consents.map(({ id, state }) => [id, state])))
  const refused = await db().consent.count({ where: { state: 'rejected' } })
  expect(entries.filter(({ type }) => type === 'consent.refused')).toHaveLength(refused)
  // R1, W8: each of these acts but refusing is on paper too, once.
  const mails = await db().mail.count()
  const acted = entries.filter(({ type }) => /^consent\.(?!refused|superseded)/.test(type))
  expect(mails).toBe(acted.length)
  expect((await listMailbox(world.actor.accountId)).length).toBeGreaterThanOrEqual(Math.min(mails, 200))
}

test('[R9] no entry can be changed or taken away', async () => {
  for (const sql of [
    "update ledger_entry set type = 'consent.given'",
    'delete from ledger_entry',
    'truncate ledger_entry',
  ])
    await expect(db().$executeRawUnsafe(sql)).rejects.toThrow('only grows')
})
