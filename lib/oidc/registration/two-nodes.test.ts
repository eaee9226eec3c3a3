import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { JWK } from 'jose'
import { afterAll, expect, test, vi } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { send } from '#lib/testing/registration.ts'
import { createThirdParty } from '#lib/testing/third-party.ts'
import { startTrustingNode } from '#lib/testing/trusting-node.ts'
import { allowAll, energyRequest, makeWorld } from '#lib/testing/world.ts'

// Each program starts from nothing, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 })

const run = promisify(execFile)

/** The other node: other database, other operator key, other name. */
const other = {
  ...process.env,
  APP_MODE: 'production',
  ISSUER: 'https://other.example',
  SUPPORT_PHONE: '08081 570 456',
  SMTP_URL: 'smtps://mail.example',
  MAIL_FROM: 'no-reply@consent.example',
  OPERATOR_KEY: randomBytes(32).toString('base64url'),
  DATABASE_URL: await useTestDatabase(),
}

/** Runs a program of the other node and returns what it prints. */
async function atOther(...args: string[]): Promise<string> {
  return (await run(process.execPath, args, { env: other })).stdout.trim()
}

interface Enrolled {
  anchor: object
  product: string
  privateJwk: JWK
  redirectUri: string
}

const enrolled: Enrolled = JSON.parse(await atOther('lib/testing/other-register.ts'))
const node = await startTrustingNode(enrolled.anchor)
afterAll(node.close)

/** What the other register says of its product, for that node. */
const statementFor = (audience: string) =>
  atOther('scripts/software-statement.ts', enrolled.product, '--for', audience)

test('who is in one register gets data at another node that trusts it', async () => {
  const statement = await statementFor(node.issuer)
  const { status, body } = await send('POST', `${node.issuer}/oauth/register`, {
    software_statement: statement,
  })
  expect({ status, body }).toMatchObject({ status: 201, body: { client_name: 'App elsewhere' } })

  const world = await makeWorld('here')
  const clientId = String(body.client_id)
  const party = await createThirdParty({ issuer: node.issuer, clientId, ...enrolled })
  const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
  const browser = await node.browse(world.actor, allowAll(world))
  const tokens = await request.finish(await browser.follow(request.url))
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)

  const { findProductByClientId } = await import('#lib/register/index.ts')
  expect((await findProductByClientId(clientId))?.participant).toMatchObject({
    registerNumber: 'https://other.example/register#TEST-elsewhere',
    tradingName: 'Company elsewhere',
    status: 'active',
  })
})

test('a statement that it made for somebody else is refused', async () => {
  const statement = await statementFor('https://third.example')
  const answer = await send('POST', `${node.issuer}/oauth/register`, { software_statement: statement })
  expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_software_statement' } })
})
