import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeClientKey } from '#lib/testing/client-key.ts'
import { printSchema } from './print-register-schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'energyos-register-'))
let databaseUrl: string
let participant: Record<string, unknown> & { products: Record<string, unknown>[] }

beforeAll(async () => {
  databaseUrl = await useTestDatabase()
  const { publicJwk } = await makeClientKey()
  participant = {
    registerNumber: 'GB-0001',
    legalName: 'Tidal Tariffs Ltd',
    tradingName: 'Tidal',
    roles: ['data-recipient'],
    website: 'https://tidal.example',
    privacyUrl: 'https://tidal.example/privacy',
    contactEmail: 'register@tidal.example',
    contactPhone: '08081 570 400',
    products: [
      {
        clientId: 'https://tidal.example/app',
        name: 'Tidal',
        description: 'Compares tariffs.',
        redirectUris: ['https://tidal.example/callback'],
        jwks: { keys: [publicJwk] },
        permissions: ['meter.electricity.daily'],
        purposes: [{ code: 'tariff_comparison', text: 'To compare tariffs for you.' }],
      },
    ],
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command on a node in production mode. */
function run(document: unknown) {
  const file = join(folder, 'register.json')
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
  const env = {
    ...process.env,
    APP_MODE: 'production',
    ISSUER: 'https://consent.example',
    SUPPORT_PHONE: '08081 570 123',
    SMTP_URL: 'smtps://mail.example',
    MAIL_FROM: 'no-reply@consent.example',
    OPERATOR_KEY: randomBytes(32).toString('base64url'),
    DATABASE_URL: databaseUrl,
  }
  return spawnSync(process.execPath, ['scripts/register.ts', 'import', file], { env, encoding: 'utf8' })
}

const documentOf = (...participants: unknown[]) => ({ version: 1, participants })
const product = () => participant.products[0] ?? {}
const entries = async () =>
  (await db().ledgerEntry.findMany({ orderBy: { seq: 'asc' }, select: { type: true } })).map(
    ({ type }) => type,
  )

test('loads what is missing, updates what differs, and does nothing the second time', async () => {
  const first = run(documentOf(participant))
  expect(first.stderr).toBe('')
  expect(first.stdout).toBe('added      participant GB-0001\nadded      product https://tidal.example/app\n')
  expect(first.status).toBe(0)
  const again = run(documentOf(participant))
  expect(again.stdout).toBe('unchanged  participant GB-0001\nunchanged  product https://tidal.example/app\n')
  const changed = {
    ...participant,
    tradingName: 'Tidal Energy',
    products: [{ ...product(), redirectUris: ['https://tidal.example/back'] }],
  }
  expect(run(documentOf(changed)).stdout).toBe(
    'updated    participant GB-0001: trading-name\nupdated    product https://tidal.example/app: redirect-uris\n',
  )
  expect(await entries()).toEqual([
    'participant.enrolled',
    'software-product.added',
    'participant.updated',
    'software-product.updated',
  ])
})

test('names every fault with its path at once, and changes nothing', async () => {
  const before = await entries()
  const { status, stderr, stdout } = run(
    documentOf(
      { ...participant, registerNumber: 'GB-0002', products: [] },
      {
        ...participant,
        registerNumber: 'GB-0002',
        website: 'http://tidal.example',
        status: 'active',
        products: [
          { ...product(), permissions: ['meter.gas.hh'], redirectUris: [] },
          { ...product(), clientChoices: { grant_types: ['implicit'] } },
        ],
      },
    ),
  )
  expect(status).toBe(1)
  expect(stdout).toBe('')
  for (const path of [
    'participants[1]: ',
    'participants[1].website: ',
    'participants[1].products[0].permissions[0]: ',
    'participants[1].products[0].redirectUris: ',
    'participants[1].products[1].clientChoices.grant_types[0]: ',
  ])
    expect(stderr).toContain(path)
  expect(await entries()).toEqual(before)
})

test('refuses names that are taken, here or in the same file, and changes nothing', async () => {
  const before = await entries()
  const other = { ...participant, registerNumber: 'GB-0003' }
  expect(run(documentOf(other)).stderr).toContain(
    'participants[0].products[0]: this client id belongs to another participant',
  )
  const twice = run(documentOf({ ...other, products: [] }, { ...other, products: [] }))
  expect(twice.stderr).toContain('participants[1].registerNumber: comes twice in this file')
  expect(await entries()).toEqual(before)
})

test('says what it can’t read', () => {
  expect(run('{').stderr).toMatch(/is not JSON/)
  expect(run('[]').stderr).toContain('the file: ')
})

test('the published schema is that of the code', () => {
  const published = readFileSync(new URL('../public/schemas/register-file.v1.json', import.meta.url), 'utf8')
  expect(JSON.parse(published)).toEqual(JSON.parse(printSchema()))
})
