import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import {
  giveConsent,
  narrowConsent,
  offerNarrowing,
  pauseConsent,
  proposeConsent,
  resumeConsent,
  withdrawConsent,
} from '#lib/consent/index.ts'
import type { ArrangementId, SupplyPointId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { holderOf, issueToken } from '#lib/testing/token.ts'
import { addSecondHome, allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { listShared } from './store.ts'

let world: World
let second: SupplyPointId

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('model')
  second = await addSecondHome(world.actor.accountId, '2 Model Street')
})

/** What should be shared, by the simplest account of it. */
interface Model {
  state: 'active' | 'paused' | 'withdrawn'
  permissions: string[]
  homes: string[]
  /** Which of the tokens issued so far serves it */
  token: number
}

const everything = () => ({
  permissions: ['supply-point.basic', 'meter.electricity.hh'],
  homes: [world.supplyPointId, second],
})

const asked = () => ({
  requestId: randomUUID(),
  detail: energyRequest(),
  product: world.product,
  redirectUri: world.redirectUri,
  choices: { ...allowAll(world).allow, supplyPoints: [world.supplyPointId, second] },
})

const tokenOf = (id: ArrangementId) => issueToken(id, world.product.clientId)

/** Narrows by `choose`, if what stands allows it; the model follows. */
async function less(id: ArrangementId, model: Model, chosen: { homes?: string[]; usage?: string }) {
  const { homes = [], usage } = chosen
  const kept = model.homes.filter((home) => !homes.includes(home))
  const useful = usage ? model.permissions.includes('meter.electricity.hh') : kept.length < model.homes.length
  const offer = await offerNarrowing(world.actor, id)
  expect(offer === undefined).toBe(model.state === 'withdrawn')
  if (!offer || !useful || kept.length === 0) return
  await narrowConsent(world.actor, id, { standing: offer.standing, homes, permissions: [], usage })
  model.homes = kept
  if (usage)
    model.permissions = model.permissions.map((one) => (one === 'meter.electricity.hh' ? usage : one))
}

const acts: Record<string, (id: ArrangementId, model: Model, tokens: Buffer[]) => Promise<void>> = {
  async pause(id, model) {
    await pauseConsent(world.actor, id)
    if (model.state === 'active') model.state = 'paused'
  },
  async resume(id, model) {
    await resumeConsent(world.actor, id)
    if (model.state === 'paused') model.state = 'active'
  },
  async withdraw(id, model) {
    await withdrawConsent(world.actor, id)
    model.state = 'withdrawn'
  },
  lessDetail: (id, model) => less(id, model, { usage: 'meter.electricity.daily' }),
  oneHomeLess: (id, model) => less(id, model, { homes: [second] }),
  async changeByRecipient(id, model, tokens) {
    if (model.state === 'withdrawn') return
    const request = { ...asked(), amends: { action: 'replace' as const, arrangementId: id } }
    const { standing } = await proposeConsent(world.actor, request)
    const choices = { ...request.choices, standing: standing?.consentId }
    await giveConsent(world.actor, { ...request, choices })
    tokens.push(await tokenOf(id))
    Object.assign(model, { state: 'active', ...everything(), token: tokens.length - 1 })
  },
}

test('[D7] [W7] [R9] whatever is done in whatever order, exactly what stands is shared, and only by the tokens that serve it', async () => {
  const names = fc.constantFrom(...Object.keys(acts).filter((name) => name !== 'withdraw'))
  const scripts = fc.tuple(fc.array(names, { maxLength: 8 }), fc.boolean())
  await fc.assert(
    fc.asyncProperty(scripts, async ([script, ends]) => {
      const { arrangementId: id } = await giveConsent(world.actor, asked())
      const tokens = [await tokenOf(id)]
      const model: Model = { state: 'active', ...everything(), token: 0 }
      for (const name of [...script, ...(ends ? ['withdraw', 'resume', 'lessDetail'] : [])]) {
        await acts[name]?.(id, model, tokens)
        for (const [number, token] of tokens.entries()) {
          const shared = await listShared(holderOf(token))
          const serves = model.state === 'active' && number === model.token
          expect(shared?.permissions, name).toEqual(serves ? model.permissions : undefined)
          expect(shared?.points.length, name).toBe(serves ? model.homes.length : undefined)
        }
      }
      expect(await stateByLedger(id)).toBe(model.state)
    }),
    { numRuns: 25 },
  )
})

/** The state of an arrangement as its entries in the ledger alone tell it. */
async function stateByLedger(id: string): Promise<string> {
  const rows = await db().ledgerEntry.findMany({ orderBy: { seq: 'asc' }, select: { leaf: true } })
  const after: Record<string, string> = {
    'consent.given': 'active',
    'consent.paused': 'paused',
    'consent.resumed': 'active',
    'consent.withdrawn': 'withdrawn',
  }
  const entries = rows.map(({ leaf }) => JSON.parse(Buffer.from(leaf).toString()))
  return entries
    .filter(({ arrangement }) => arrangement === id)
    .reduce((state, { type }) => after[type] ?? state, 'none')
}
