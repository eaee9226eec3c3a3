import { beforeAll, describe, expect, test } from 'vitest'
import { type ArrangementId, newId } from '#lib/core/index.ts'
import { db, pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { addSupplyPoint, makeMpan, startOccupancy } from '#lib/energy/index.ts'
import { consentInput, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { type AmendAction, amendRequest } from './amend-request.ts'
import { offerChoices } from './choices.ts'
import { compareTerms } from './compare-terms.ts'
import type { Standing } from './find-standing.ts'
import { giveConsent } from './give-consent.ts'
import { showConnection } from './list-connections.ts'
import { proposeConsent } from './propose-consent.ts'
import { refuseConsent } from './refuse-consent.ts'
import { parseConsentRequest } from './request.ts'
import { revokeConsent } from './revoke-consent.ts'

let world: World

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('amend')
})

const standing: Standing = {
  consentId: newId('consent'),
  arrangementId: newId('arrangement'),
  version: 1,
  state: 'active',
  since: '2026-01-01',
  purposeCode: 'tariff_comparison',
  purposeText: 'To compare tariffs for you.',
  permissions: ['supply-point.basic', 'meter.electricity.daily'],
  historyFrom: '2025-06-01',
  until: '2026-12-31',
  supplyPoints: [],
}
const purpose = { code: standing.purposeCode, text: standing.purposeText }
const asking = (datatypes: string[], from: string, until: string) =>
  parseConsentRequest(energyRequest({ datatypes, history: { from }, access: { until } }))

describe('merging', () => {
  test.each([
    ['finer', ['meter.electricity.hh'], ['supply-point.basic', 'meter.electricity.hh']],
    ['coarser', ['meter.electricity.monthly'], ['supply-point.basic', 'meter.electricity.daily']],
    ['nothing new', ['supply-point.basic'], ['supply-point.basic', 'meter.electricity.daily']],
  ])('%s: all that either names, of usage the finest', (_what, datatypes, merged) => {
    const asked = asking(datatypes, '2025-06-01', '2026-12-31')
    expect(amendRequest('merge', asked, standing).datatypes).toEqual(merged)
  })

  test.each([
    ['2025-01-01', '2027-01-31', '2025-01-01', '2027-01-31'],
    ['2025-12-01', '2026-06-30', '2025-06-01', '2026-12-31'],
  ])('from %s until %s: the earlier history and the later end', (from, until, mergedFrom, mergedUntil) => {
    const merged = amendRequest('merge', asking(['meter.electricity.daily'], from, until), standing)
    expect(merged).toMatchObject({ history: { from: mergedFrom }, access: { until: mergedUntil } })
  })

  test('two purposes do not become one', () => {
    const asked = { ...asking(['meter.electricity.daily'], '2025-06-01', '2026-12-31'), purpose: 'other' }
    expect(() => amendRequest('merge', asked, standing)).toThrow(
      expect.objectContaining({ reason: 'purpose-differs' }),
    )
    expect(amendRequest('replace', asked, standing)).toEqual(asked)
  })
})

describe('what is marked on the page', () => {
  const marksOf = (datatypes: string[], from: string, until: string) =>
    compareTerms(standing, asking(datatypes, from, until), purpose).map(({ part, mark }) => `${part} ${mark}`)

  test.each<[string[], string, string, string[]]>([
    [['supply-point.basic', 'meter.electricity.daily'], '2025-06-01', '2026-12-31', []],
    [
      ['supply-point.basic', 'meter.electricity.hh'],
      '2025-06-01',
      '2027-01-31',
      ['usage more detail', 'end longer'],
    ],
    [
      ['meter.electricity.monthly'],
      '2025-07-01',
      '2026-06-30',
      ['other no longer shared', 'usage less detail', 'history less far back', 'end shorter'],
    ],
    [['supply-point.basic'], '2025-05-31', '2026-12-31', ['usage no longer shared', 'history further back']],
  ])('%s from %s until %s', (datatypes, from, until, marks) => {
    expect(marksOf(datatypes, from, until)).toEqual(marks)
  })

  test('another purpose, and what was not shared at all', () => {
    const none = { ...standing, permissions: [] }
    const asked = asking(['supply-point.basic', 'meter.electricity.hh'], '2025-06-01', '2026-12-31')
    expect(compareTerms(none, asked, { code: 'other', text: 'Another.' })).toMatchObject([
      { part: 'purpose', mark: 'new', now: 'To compare tariffs for you.', asked: 'Another.' },
      { part: 'other', mark: 'new', now: null, permission: 'supply-point.basic' },
      { part: 'usage', mark: 'new', now: null, permission: 'meter.electricity.hh' },
    ])
  })
})

test('the end that stands is on offer, in its place, and never a later one than was asked for', () => {
  const asked = asking(['meter.electricity.hh'], '2025-06-01', '2027-06-30')
  expect(offerChoices(asked, '2026-11-25', standing).until).toEqual([
    '2027-06-30',
    '2027-05-25',
    '2027-02-25',
    '2026-12-31',
    '2026-12-25',
  ])
  const sooner = asking(['meter.electricity.hh'], '2025-06-01', '2026-12-01')
  expect(offerChoices(sooner, '2026-11-25', standing).until).toEqual(['2026-12-01'])
})

const inputOf = (change: object = {}) => consentInput(world, change)

/** A request for a change, with what its page says that stands. */
async function changeOf(arrangementId: ArrangementId, action: AmendAction = 'replace') {
  const input = inputOf({ amends: { action, arrangementId } })
  const proposal = await proposeConsent(world.actor, input)
  return { ...input, choices: { ...input.choices, standing: proposal.standing?.consentId } }
}

async function addSecondHome(): Promise<string> {
  const place = { mpan: makeMpan('129955555555'), address: '2 Amend Street', postcode: 'N1 1AA', demo: true }
  const { id: supplyPointId } = await addSupplyPoint(place)
  const { accountId } = world.actor
  const startsAt = new Date('2020-01-01')
  await startOccupancy({ accountId, supplyPointId, startsAt, level: 2, method: 'test' })
  return supplyPointId
}

const entryTypes = async () =>
  (await db().ledgerEntry.findMany({ orderBy: { seq: 'asc' } })).map(({ type }) => type)

/** Lets nothing be appended to the ledger while `work` runs. */
async function withoutLedger(work: () => Promise<unknown>): Promise<void> {
  await pool().query('alter table ledger_entry rename to ledger_entry_gone')
  await work().finally(() => pool().query('alter table ledger_entry_gone rename to ledger_entry'))
}

describe('giving a change', () => {
  test('makes a new version with the same handles; the one before reads as changed', async () => {
    const first = await giveConsent(world.actor, inputOf())
    const second = await giveConsent(world.actor, await changeOf(first.arrangementId))
    expect(second).toMatchObject({ arrangementId: first.arrangementId })
    expect(second.detail.supply_points).toEqual(first.detail.supply_points)
    const connection = await showConnection(world.actor, first.arrangementId)
    expect(connection).toMatchObject({ state: 'active', standing: true })
    expect(connection?.earlier).toHaveLength(1)
  })

  test('a home that comes back bears the handle that it had', async () => {
    const both = [world.supplyPointId, await addSecondHome()]
    const withHomes = <T extends { choices: object }>(input: T, supplyPoints: string[]) => ({
      ...input,
      choices: { ...input.choices, supplyPoints },
    })
    const first = await giveConsent(world.actor, withHomes(inputOf(), both))
    const change = (homes: string[]) =>
      changeOf(first.arrangementId).then((input) => giveConsent(world.actor, withHomes(input, homes)))
    const [second, third] = [await change([world.supplyPointId]), await change(both)]
    expect(second.detail.supply_points).toHaveLength(1)
    expect(third.detail.supply_points.toSorted()).toEqual(first.detail.supply_points.toSorted())
  })

  test('without its ledger entries it does not happen, and what stands stays', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    const input = await changeOf(arrangementId)
    await withoutLedger(() => expect(giveConsent(world.actor, input)).rejects.toThrow())
    const versions = await db().consent.findMany({ where: { arrangementId } })
    expect(versions.map(({ version, state }) => [version, state])).toEqual([[1, 'active']])
  })

  test('is refused on a page that said nothing of what stands', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    const blind = inputOf({ amends: { action: 'merge', arrangementId } })
    await expect(giveConsent(world.actor, blind)).rejects.toMatchObject({ reason: 'changed-meanwhile' })
  })

  test('refusing it is on the ledger, and not a version', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    const before = await entryTypes()
    await refuseConsent(world.actor, await changeOf(arrangementId))
    expect((await entryTypes()).slice(before.length)).toEqual(['consent.refused'])
    expect(await db().consent.count({ where: { arrangementId } })).toBe(1)
  })
})

describe('revoking', () => {
  const recipient = () => ({ kind: 'participant' as const, participantId: world.product.participant.id })

  test('ends the consent once, with one ledger entry', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    const before = await entryTypes()
    await Promise.all(Array.from({ length: 10 }, () => revokeConsent(recipient(), arrangementId)))
    expect((await entryTypes()).slice(before.length)).toEqual(['consent.revoked'])
    expect(await showConnection(world.actor, arrangementId)).toMatchObject({ state: 'revoked' })
  })

  test('is for the recipient of that arrangement only', async () => {
    const { arrangementId } = await giveConsent(world.actor, inputOf())
    const stranger = { kind: 'participant' as const, participantId: newId('participant') }
    await expect(revokeConsent(stranger, arrangementId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await showConnection(world.actor, arrangementId)).toMatchObject({ state: 'active' })
  })
})
