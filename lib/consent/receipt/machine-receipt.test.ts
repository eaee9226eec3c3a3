import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import canonicalize from 'canonicalize'
import { createLocalJWKSet, FlattenedSign, flattenedVerify, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { readVkey, sequenceNow } from '#lib/ledger/index.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'
import { checkReceipt, giveConsent, makeReceipt, receiptKeys, withdrawConsent } from '../index.ts'
import type { MachineReceipt } from './make-receipt.ts'

let world: World
let other: World
let receipt: MachineReceipt
let foreign: MachineReceipt
const folder = mkdtempSync(join(tmpdir(), 'energyos-receipt-'))

const give = async (who: World) => {
  const { arrangementId } = await giveConsent(who.actor, {
    requestId: randomUUID(),
    detail: energyRequest(),
    product: who.product,
    redirectUri: who.redirectUri,
    choices: allowAll(who).allow,
  })
  return arrangementId
}

async function receiptOf(who: World): Promise<MachineReceipt> {
  const made = await makeReceipt(who.actor, await give(who))
  if (!made) throw new Error('no receipt')
  return made
}

beforeAll(async () => {
  await useTestDatabase()
  world = await makeWorld('machine')
  other = await makeWorld('machine-other')
  const [one, two] = [await give(world), await give(other)]
  await sequenceNow()
  receipt = (await makeReceipt(world.actor, one)) as MachineReceipt
  foreign = (await makeReceipt(other.actor, two)) as MachineReceipt
})
afterAll(() => rmSync(folder, { recursive: true }))

const record = () => receipt['dpv:hasRecordOfActivity']
const check = (changed: object) => checkReceipt(JSON.stringify(changed))

describe('[R2] the receipt for machines', () => {
  test('has what ISO/IEC TS 27560 asks of a record and a receipt, in the words of DPV', () => {
    expect(receipt).toMatchObject({
      '@type': 'dpv:ConsentReceipt',
      'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt',
      'dct:publisher': 'http://localhost:3000',
      'dpv:hasRecordOfActivity': {
        '@type': 'dpv:ConsentRecord',
        'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record',
        'dpv:hasDataController': { 'dpv:hasName': 'Company machine Ltd', 'dpv:hasContact': '08081 570 999' },
        'dpv:hasJurisdiction': 'loc:GB',
        'dpv:hasLegalBasis': 'dpv:Consent',
        'dpv:hasProcess': [
          {
            'dpv:hasPurpose': { 'dct:description': 'To compare tariffs for you.' },
            'dpv:hasPersonalData': [
              { 'dct:identifier': 'supply-point.basic' },
              { 'dct:identifier': 'meter.electricity.hh' },
            ],
            'dpv:hasRecipient': ['Company machine Ltd'],
          },
        ],
        'dpv:hasNotice': { '@type': 'dpv:ConsentNotice', 'dct:language': 'en-GB' },
        'dpv:hasConsentControl': { '@type': 'dpv:WithdrawConsent' },
        'dpv:hasConsentStatus': [{ '@type': 'dpv:ConsentGiven', 'dpv:isIndicatedBy': 'dpv:DataSubject' }],
      },
    })
  })

  test('[R3] names no home but by the last digits of its meter, and its person by this connection alone', async () => {
    const home = await db().supplyPoint.findFirstOrThrow({ where: { id: world.supplyPointId } })
    const text = JSON.stringify(receipt)
    expect(text).toContain(`"energyos:meterNumberEnding":"${home.mpan.slice(-4)}"`)
    for (const secret of [home.mpan, home.address, home.postcode, world.actor.accountId, world.occupancyId])
      expect(text).not.toContain(secret)
  })

  test('is a JWS that any JOSE library verifies over its canonical JSON', async () => {
    const { proof, ...signed } = receipt
    const [header = '', , signature = ''] = proof.jws.split('.')
    const payload = Buffer.from(canonicalize(signed) ?? '').toString('base64url')
    const jws = { protected: header, payload, signature }
    const { protectedHeader } = await flattenedVerify(jws, createLocalJWKSet(await receiptKeys()))
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'consent-receipt+json' })
    expect(JSON.stringify(await receiptKeys())).not.toContain('"d"')
  })

  test('is genuine and in the ledger, whatever white space and order its text has', async () => {
    expect(await check(receipt)).toMatchObject({ kind: 'genuine', ledger: 'proven', indexes: ['6'] })
    const reordered = Object.fromEntries(Object.entries(receipt).reverse())
    expect(await checkReceipt(`\n${JSON.stringify(reordered, null, 4)}`)).toMatchObject({ kind: 'genuine' })
  })

  test('is for its own person only', async () => {
    const id = record()['dct:isPartOf'] as `arr_${string}`
    expect(await makeReceipt(other.actor, id)).toBeUndefined()
  })

  test('changed in any place, it is not genuine any more', async () => {
    const { proof, ...signed } = receipt
    const paths = leaves(signed)
    expect(paths.length).toBeGreaterThan(40)
    for (const path of paths) {
      const changed = structuredClone(receipt)
      const parent = path
        .slice(0, -1)
        .reduce<Record<string, unknown>>((at, key) => at[key] as never, changed as never)
      const key = path.at(-1) ?? ''
      parent[key] = typeof parent[key] === 'number' ? Number(parent[key]) + 1 : `${parent[key]}x`
      expect((await check(changed)).kind, path.join(' ')).not.toBe('genuine')
    }
    expect((await check({ ...receipt, more: 1 })).kind).toBe('changed')
    expect((await check({ ...receipt, proof: { ...proof, jws: foreign.proof.jws } })).kind).toBe('changed')
  })

  test('with the ledger’s word on another consent, or a proof that is none, it contradicts the ledger', async () => {
    const ledger = async (one: object[]) => {
      const checked = await check({ ...receipt, proof: { ...receipt.proof, ledger: one } })
      return checked.kind === 'genuine' && checked.ledger
    }
    const [mine, theirs] = [receipt.proof.ledger[0], foreign.proof.ledger[0]]
    if (!mine || !theirs) throw new Error('no entries')
    expect(await ledger([theirs])).toBe('wrong')
    expect(await ledger([{ ...mine, proof: theirs.proof }])).toBe('wrong')
    expect(await ledger([{ ...mine, entry: mine.entry.replace('"version":1', '"version":2') }])).toBe('wrong')
    expect(await ledger([{ ...mine, proof: 'nonsense' }])).toBe('wrong')
    expect(await ledger([{ ...mine, proof: mine.proof?.replace('index 6', 'index 5') ?? '' }])).toBe('wrong')
    expect(await ledger([{ ...mine, proof: null }])).toBe('pending')
    expect(await ledger([])).toBe('pending')
  })

  test('from another node, by another key, or not one at all: each is told apart', async () => {
    const { proof: _, ...signed } = receipt
    expect((await check({ ...receipt, 'dct:publisher': 'https://evil.example' })).kind).toBe('not-ours')
    const { privateKey } = await generateKeyPair('ES256')
    const { protected: header, signature } = await new FlattenedSign(Buffer.from(canonicalize(signed) ?? ''))
      .setProtectedHeader({ alg: 'ES256', kid: 'mine', typ: 'consent-receipt+json' })
      .sign(privateKey)
    const forged = { ...receipt, proof: { ...receipt.proof, jws: `${header}..${signature}` } }
    expect((await check(forged)).kind).toBe('not-ours')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect((await check({ ...receipt, proof: { ...receipt.proof, jws: `${none}..x` } })).kind).toBe('changed')
    for (const text of [
      '',
      'hello',
      '{}',
      '[]',
      'null',
      JSON.stringify(receipt).slice(0, -1),
      '9'.repeat(40_000),
    ])
      expect((await checkReceipt(text)).kind).toBe('unreadable')
  })

  test('of one that was stopped since stays genuine, and the check says what the ledger says today', async () => {
    const before = await receiptOf(world)
    const id = before['dpv:hasRecordOfActivity']['dct:isPartOf'] as `arr_${string}`
    expect(before.proof.ledger[0]?.proof, 'not sequenced yet').toBeNull()
    await withdrawConsent(world.actor, id)
    await sequenceNow()
    expect(await check(before)).toMatchObject({
      ledger: 'pending',
      events: [{ label: 'A consumer gave consent' }, { label: 'A consumer withdrew consent' }],
    })
    const after = await makeReceipt(world.actor, id)
    expect(after?.['dpv:hasRecordOfActivity']['dpv:hasConsentStatus']).toMatchObject([
      { '@type': 'dpv:ConsentGiven' },
      { '@type': 'dpv:ConsentWithdrawn' },
    ])
    expect(await check(after ?? {})).toMatchObject({
      kind: 'genuine',
      ledger: 'proven',
      indexes: { length: 2 },
    })
  })

  test('is checked by a program, with nothing but the keys', async () => {
    const file = (name: string, content: unknown) => {
      writeFileSync(join(folder, name), JSON.stringify(content))
      return join(folder, name)
    }
    const keys = file('keys.json', await receiptKeys())
    const run = (path: string, vkey: string) =>
      promisify(execFile)(
        process.execPath,
        ['scripts/verify-receipt.ts', path, '--keys', keys, '--vkey', vkey],
        {
          env: { ...process.env, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' },
        },
      )
    const vkey = await readVkey()
    expect((await run(file('good.json', receipt), vkey)).stdout).toContain(
      'genuine and unchanged. The ledger has it.',
    )
    const bad = file('bad.json', { ...receipt, 'dct:created': '2020-01-01T00:00:00.000Z' })
    await expect(run(bad, vkey)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('was changed'),
    })
  })
})

/** The paths of all single values. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))
}
