import { beforeAll, describe, expect, test } from 'vitest'
import { newId, type OperatorActor, type ParticipantId } from '#lib/core/index.ts'
import { db, pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeClientKey } from '#lib/testing/client-key.ts'
import { organisation } from '#lib/testing/world.ts'
import { digestReview } from './details/compare-details.ts'
import {
  addProduct,
  approveProduct,
  deactivateProduct,
  declineProposal,
  enrolParticipant,
  findProductByClientId,
  proposeEnding,
  proposeProduct,
  reinstateParticipant,
  reinstateProduct,
  suspendParticipant,
  updateParticipant,
  updateProduct,
} from './index.ts'
import type { ProductDetails } from './participant.ts'
import { endInRegister } from './proposal/end-in-register.ts'
import { findProposal } from './proposal/store.ts'
import type { StatusReason } from './status/reason.ts'

const owen: OperatorActor = { kind: 'operator', accountId: newId('account') }
const orla: OperatorActor = { kind: 'operator', accountId: newId('account') }
const stop: StatusReason = { code: 'security-incident', sentence: 'Its keys were found in public.' }
const goOn: StatusReason = { code: 'settled', sentence: 'It has new keys.' }
const conflict = expect.objectContaining({ code: 'conflict' })

let details: ProductDetails
let count = 0

beforeAll(async () => {
  await useTestDatabase()
  const { publicJwk } = await makeClientKey()
  details = {
    clientId: '',
    name: 'An app',
    description: 'An app of a test',
    redirectUris: ['https://recipient.test/callback'],
    jwks: { keys: [publicJwk] },
    permissions: ['meter.electricity.daily'],
    purposes: [{ code: 'energy_report', text: 'To send you a report.' }],
    onwardSharing: [],
  }
})

const enrol = () => {
  count += 1
  return enrolParticipant(organisation(String(count)))
}

async function enrolWithProduct() {
  const participant = await enrol()
  return { participant, product: await addProduct({ ...details, clientId: `client-${count}`, participant }) }
}

/** Types of the ledger entries that name this reference, oldest first. */
async function entriesOf(reference: string): Promise<string[]> {
  const rows = await db().ledgerEntry.findMany({
    orderBy: { seq: 'asc' },
    select: { type: true, leaf: true },
  })
  return rows.flatMap(({ type, leaf }) => (Buffer.from(leaf).includes(reference) ? [type] : []))
}

const statusOf = async (id: ParticipantId) =>
  (await db().participant.findUniqueOrThrow({ where: { id } })).status
const eventsOf = (participantId: ParticipantId) =>
  db().registerEvent.findMany({ where: { participantId }, orderBy: { id: 'asc' } })
const proposeRevoking = (participant: ParticipantId) =>
  proposeEnding(owen, { participant }, { event: 'revoke', reason: stop })

describe('suspending', () => {
  test('keeps who did it, when and why, and the ledger tells the reason as a code', async () => {
    const { id } = await enrol()
    await suspendParticipant(owen, id, stop)
    await reinstateParticipant(orla, id, goOn)
    expect(await eventsOf(id)).toMatchObject([
      { event: 'enrol', status: 'active', actorKind: 'system', reason: null },
      {
        event: 'suspend',
        status: 'suspended',
        actor: owen.accountId,
        reason: stop.code,
        sentence: stop.sentence,
      },
      { event: 'reinstate', status: 'active', actor: orla.accountId, reason: goOn.code },
    ])
    expect(await entriesOf(id)).toEqual([
      'participant.enrolled',
      'participant.suspended',
      'participant.reinstated',
    ])
    const [entry] = await db().ledgerEntry.findMany({ where: { type: 'participant.suspended' } })
    expect(Buffer.from(entry?.leaf ?? '').toString()).toContain(stop.code)
    expect(Buffer.from(entry?.leaf ?? '').toString()).not.toContain(stop.sentence)
  })

  test('twice is refused, and changes nothing', async () => {
    const { id } = await enrol()
    await suspendParticipant(owen, id, stop)
    await expect(suspendParticipant(orla, id, stop)).rejects.toThrow(conflict)
    expect(await entriesOf(id)).toHaveLength(2)
    expect(await eventsOf(id)).toHaveLength(2)
  })

  test('and reinstating, fifty of each at once, leave one entry for each change and a status that fits', async () => {
    const { id } = await enrol()
    const attempts = Array.from({ length: 50 }, () => [
      suspendParticipant(owen, id, stop),
      reinstateParticipant(orla, id, goOn),
    ]).flat()
    const done = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled')
    const changes = (await entriesOf(id)).slice(1)
    expect(changes).toHaveLength(done.length)
    expect(changes.length).toBeGreaterThan(0)
    for (const [index, type] of changes.entries()) {
      expect(type).toBe(index % 2 ? 'participant.reinstated' : 'participant.suspended')
    }
    expect(await statusOf(id)).toBe(changes.length % 2 ? 'suspended' : 'active')
    expect((await eventsOf(id)).slice(1)).toHaveLength(done.length)
  }, 60_000)

  test('works for one product alone', async () => {
    const { product } = await enrolWithProduct()
    await deactivateProduct(owen, product.id, stop)
    expect((await findProductByClientId(product.clientId))?.status).toBe('inactive')
    await reinstateProduct(owen, product.id, goOn)
    expect((await findProductByClientId(product.clientId))?.status).toBe('active')
    expect(await entriesOf(product.id)).toEqual([
      'software-product.added',
      'software-product.deactivated',
      'software-product.reinstated',
    ])
  })
})

describe('four eyes', () => {
  test('one operator proposes, another confirms, and its products go with it', async () => {
    const { participant, product } = await enrolWithProduct()
    const proposal = await proposeRevoking(participant.id)
    expect(await statusOf(participant.id)).toBe('active')
    const ended = await endInRegister(orla, proposal)
    expect(ended.products.map(({ id, status }) => [id, status])).toEqual([[product.id, 'removed']])
    expect(await statusOf(participant.id)).toBe('revoked')
    expect((await eventsOf(participant.id)).slice(2)).toMatchObject([
      { event: 'revoke', actor: orla.accountId, proposedBy: owen.accountId },
      { event: 'remove', productId: product.id, actor: orla.accountId, proposedBy: owen.accountId },
    ])
  })

  test('the proposer can’t confirm, not even in SQL', async () => {
    const { id } = await enrol()
    const proposal = await proposeRevoking(id)
    await expect(endInRegister(owen, proposal)).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'same-operator',
    })
    expect(await statusOf(id)).toBe('active')
    const approve = `update register_proposal set outcome = 'approved', decided_by = proposed_by, decided_at = now() where id = $1`
    await expect(pool().query(approve, [proposal])).rejects.toThrow('register_proposal_four_eyes')
  })

  test('a proposal runs out, and can then be made again', async () => {
    const { id } = await enrol()
    const proposal = await proposeRevoking(id)
    await db().registerProposal.update({ where: { id: proposal }, data: { expiresAt: new Date(0) } })
    await expect(endInRegister(orla, proposal)).rejects.toMatchObject({ code: 'gone' })
    await expect(proposeRevoking(id)).resolves.toMatch(/^pro_/)
    expect(await statusOf(id)).toBe('active')
  })

  test('a proposal is decided once: fifty confirmations at once revoke once', async () => {
    const { id } = await enrol()
    const proposal = await proposeRevoking(id)
    const attempts = Array.from({ length: 50 }, () => endInRegister(orla, proposal))
    const done = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled')
    expect(done).toHaveLength(1)
    expect(await entriesOf(id)).toEqual(['participant.enrolled', 'participant.revoked'])
  }, 60_000)

  test('a declined proposal is over, and the same isn’t proposed twice', async () => {
    const { id } = await enrol()
    const proposal = await proposeRevoking(id)
    await expect(proposeRevoking(id)).rejects.toMatchObject({ reason: 'proposed-already' })
    await declineProposal(owen, proposal)
    await expect(endInRegister(orla, proposal)).rejects.toMatchObject({ reason: 'proposal-decided' })
    expect(await statusOf(id)).toBe('active')
  })

  test('fifty proposals at once are one', async () => {
    const { id } = await enrol()
    const attempts = await Promise.allSettled(Array.from({ length: 50 }, () => proposeRevoking(id)))
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  }, 60_000)
})

describe('what has ended', () => {
  test('never comes back, by no verb and not in SQL', async () => {
    const { participant, product } = await enrolWithProduct()
    await endInRegister(orla, await proposeRevoking(participant.id))
    const attempts = [
      () => reinstateParticipant(owen, participant.id, goOn),
      () => suspendParticipant(owen, participant.id, stop),
      () => reinstateProduct(owen, product.id, goOn),
      () => proposeRevoking(participant.id),
      () => updateParticipant(owen, participant.id, participant),
      () => updateProduct(owen, product.id, { ...product, name: 'Another' }),
      () => proposeProduct(owen, participant.id, { ...details, clientId: 'new-one' }),
      () => addProduct({ ...details, clientId: 'new-one', participant }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(conflict)
    for (const statement of [
      `update participant set status = 'active' where id = '${participant.id}'`,
      `update software_product set status = 'active' where id = '${product.id}'`,
    ])
      await expect(pool().query(statement)).rejects.toThrow('is final')
  })

  test('stays in the history, of which only the sentence can be erased', async () => {
    const { id } = await enrol()
    await suspendParticipant(owen, id, stop)
    for (const change of ['delete from register_event', `update register_event set reason = 'complaints'`]) {
      await expect(pool().query(change)).rejects.toThrow('only grows')
    }
    await pool().query(`update register_event set sentence = null where participant_id = $1`, [id])
    expect((await eventsOf(id)).at(-1)).toMatchObject({ reason: stop.code, sentence: null })
  })

  test('surrendered is an ending too', async () => {
    const { id } = await enrol()
    const reason: StatusReason = { code: 'own-request', sentence: 'It stops offering apps.' }
    await endInRegister(orla, await proposeEnding(owen, { participant: id }, { event: 'surrender', reason }))
    expect(await statusOf(id)).toBe('surrendered')
    expect(await entriesOf(id)).toContain('participant.surrendered')
  })
})

describe('reviewing', () => {
  test('what is proposed is not in the register until it is approved', async () => {
    const { id } = await enrol()
    const proposed = { ...details, clientId: `proposed-${count}` }
    const proposal = await proposeProduct({ kind: 'participant', participantId: id }, id, proposed)
    expect(await findProductByClientId(proposed.clientId)).toBeUndefined()
    const product = await approveProduct(owen, proposal, digestReview(undefined, proposed))
    expect(await findProductByClientId(proposed.clientId)).toMatchObject({ id: product, status: 'active' })
  })

  test('a purpose counts in the words that were approved, and in no others', async () => {
    const { participant, product } = await enrolWithProduct()
    const purposes = [{ code: 'energy_report', text: 'To sell you things.' }]
    const proposal = await proposeProduct(owen, participant.id, {
      ...product,
      ...details,
      clientId: product.clientId,
      purposes,
    })
    expect((await findProductByClientId(product.clientId))?.purposes).toEqual(details.purposes)
    await declineProposal(owen, proposal)
    await expect(approveProduct(owen, proposal, '')).rejects.toThrow(conflict)
    expect((await findProductByClientId(product.clientId))?.purposes).toEqual(details.purposes)
  })

  test('approved is what was seen: a change in between is refused', async () => {
    const { participant, product } = await enrolWithProduct()
    const wanted = { ...details, clientId: product.clientId, description: 'Better' }
    const proposal = await proposeProduct(owen, participant.id, wanted)
    const seen = digestReview(product, wanted)
    await updateProduct(owen, product.id, { ...wanted, description: 'Different', name: 'Other' })
    await expect(approveProduct(orla, proposal, seen)).rejects.toMatchObject({ reason: 'changed-since' })
    expect((await findProductByClientId(product.clientId))?.description).toBe('Different')
    expect((await findProposal(proposal))?.outcome).toBeNull()
  })

  test('the client id of somebody else is refused', async () => {
    const { product } = await enrolWithProduct()
    const { id } = await enrol()
    const attempt = proposeProduct(owen, id, { ...details, clientId: product.clientId })
    await expect(attempt).rejects.toMatchObject({ reason: 'client-id-taken' })
  })
})

describe('updating', () => {
  test('names what changed, and does nothing when nothing does', async () => {
    const { participant, product } = await enrolWithProduct()
    const change = {
      ...details,
      clientId: product.clientId,
      redirectUris: ['https://recipient.test/other'],
      name: 'New',
    }
    expect(await updateProduct(owen, product.id, change)).toEqual(['name', 'redirect-uris'])
    expect(await updateProduct(owen, product.id, change)).toEqual([])
    expect(
      await updateParticipant(owen, participant.id, { ...participant, tradingName: 'New name' }),
    ).toEqual(['trading-name'])
    expect(await entriesOf(product.id)).toEqual(['software-product.added', 'software-product.updated'])
    expect(await entriesOf(participant.id)).toContain('participant.updated')
  })

  test('leaves the status alone, whatever else it is given', async () => {
    const { participant, product } = await enrolWithProduct()
    await suspendParticipant(owen, participant.id, stop)
    await deactivateProduct(owen, product.id, stop)
    await updateParticipant(owen, participant.id, { ...participant, tradingName: 'Stale' })
    await updateProduct(owen, product.id, { ...product, name: 'Stale' })
    expect(await findProductByClientId(product.clientId)).toMatchObject({
      name: 'Stale',
      status: 'inactive',
      participant: { tradingName: 'Stale', status: 'suspended' },
    })
  })

  test('never changes a client id or a register number', async () => {
    const { participant, product } = await enrolWithProduct()
    await expect(updateProduct(owen, product.id, { ...details, clientId: 'other' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(
      updateParticipant(owen, participant.id, { ...participant, registerNumber: 'X-1' }),
    ).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})
