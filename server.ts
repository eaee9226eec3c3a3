import type { RequestListener } from 'node:http'
import { migrate } from './lib/db/migrate.ts'
import { type Env, env } from './lib/env.ts'
import { tellAddress } from './lib/limits/index.ts'
import { banner } from './lib/ops/banner.ts'
import { checkPorts } from './lib/ops/check-port.ts'
import { explainFailure } from './lib/ops/explain-failure.ts'
import { logger, reportError } from './lib/ops/index.ts'
import { type Lifecycle, lifecycle } from './lib/ops/lifecycle.ts'
import { openDatabase } from './lib/ops/open-database.ts'
import { type Doors, openDoors } from './lib/ops/open-doors.ts'
import { notFound, routeRequest } from './lib/ops/route-request.ts'
import { startRecipient, stopRecipient } from './lib/ops/start-recipient.ts'
import { checkFiles } from './lib/transport/index.ts'
import { demoAccounts } from './prisma/demo-accounts.ts'

const dev = process.argv.includes('--dev')
const root = import.meta.dirname

process.chdir(root)
Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production' })

const life = lifecycle(reportError('stopping'))
try {
  await main(env(), life)
} catch (error) {
  console.error(`\n${error instanceof Error && !dev ? error.message : error}\n`)
  await life.end(1)
}

/** What fails first costs least; what starts last stops first. What needs the database is imported once it is there. */
async function main(settings: Env, { start }: Lifecycle): Promise<void> {
  const demo = settings.mode === 'demo'
  checkFiles(settings)
  await checkPorts(settings)
  if (demo) process.stdout.write('Starting the database ...\n')
  const database = await start(
    () => openDatabase(settings, onDatabaseLost),
    (opened) => opened.stop(),
  )
  process.env.DATABASE_URL = database.url
  await migrate(database.url)
  await start(
    () => import('./lib/db/index.ts'),
    ({ pool }) => pool().end(),
  )
  if (demo) {
    process.stdout.write('Putting the demo in place ...\n')
    await (await import('./prisma/seed.ts')).seed()
  }

  const doors = await prepareDoors(await preparePages(life))
  await startWork(life)
  await openDoors(life, settings, doors, dev ? 500 : 10_000)
  if (demo) await start(() => startRecipient(settings), stopRecipient)
  announce(settings)
}

function onDatabaseLost(): void {
  console.error(
    '\nThe database has ended, and without it nothing can be served. Start again; what was saved is kept.\n',
  )
  void life.end(1)
}

async function preparePages({ start }: Lifecycle): Promise<RequestListener> {
  const { default: next } = await import('next')
  const app = next({ dev, dir: root })
  await start(
    () => app.prepare(),
    () => app.close(),
  )
  return explainFailure(tellAddress(app.getRequestHandler()))
}

/** Who serves which paths: at the front door Next gets the rest, at the one for clients with certificates nobody. */
async function prepareDoors(pages: RequestListener): Promise<Doors> {
  const { ensureKeys } = await import('./lib/keys/index.ts')
  const { holderKeys, registerKeysListener, registerListener, trustAnchors } = await import(
    './lib/register/index.ts'
  )
  // A wrong operator key, trust anchor or holder's key ends the start here, before anybody is served.
  trustAnchors()
  holderKeys()
  await ensureKeys()
  const { oidcListener, registrationListener } = await import('./lib/oidc/index.ts')
  const { apiListener } = await import('./lib/api/index.ts')
  const { ledgerListener } = await import('./lib/ledger/index.ts')
  const { opsListener } = await import('./lib/ops/index.ts')
  const { webhookKeysListener } = await import('./lib/webhook/index.ts')
  const discovery = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']
  const forClients = [
    {
      group: 'registration',
      paths: ['/oauth/register', '/oauth/register/'],
      listener: registrationListener(),
    },
    {
      group: 'api',
      paths: ['/energy/v1/', '/oauth/grants/', '/.well-known/oauth-protected-resource*'],
      listener: apiListener(),
    },
    { group: 'oauth', paths: ['/oauth/', ...discovery], listener: oidcListener() },
  ]
  const forAll = [
    ...forClients,
    { group: 'log', paths: ['/log/'], listener: ledgerListener() },
    {
      group: 'register',
      paths: ['/register/jwks.json'],
      listener: registerKeysListener(reportError('register keys')),
    },
    {
      group: 'register',
      paths: ['/register.json', '/register.jwt', '/register/logos/'],
      listener: registerListener(),
    },
    {
      group: 'webhooks',
      paths: ['/webhooks/jwks.json'],
      listener: webhookKeysListener(reportError('webhook keys')),
    },
    { group: 'api', paths: ['/holders/events'], listener: apiListener() },
    { group: 'ops', paths: ['/health/', '/metrics'], listener: opsListener() },
  ]
  return { front: routeRequest(forAll, pages), clients: routeRequest(forClients, notFound) }
}

/** What goes on without being asked. */
async function startWork({ start }: Lifecycle): Promise<void> {
  const { startSequencer } = await import('./lib/ledger/index.ts')
  const { startExpiry, startNotices } = await import('./lib/consent/index.ts')
  const { startClosing } = await import('./lib/disclosure/index.ts')
  const { startSweeper } = await import('./lib/oidc/index.ts')
  const { startRotation } = await import('./lib/keys/index.ts')
  const { startTenancies } = await import('./lib/tenancy/index.ts')
  const { startForgetting } = await import('./lib/auth/index.ts')
  const { startMailing } = await import('./lib/mail/index.ts')
  const { startDelivery } = await import('./lib/webhook/index.ts')
  for (const begin of [
    startSequencer,
    startExpiry,
    startNotices,
    startClosing,
    startSweeper,
    startRotation,
    startForgetting,
    startMailing,
    startDelivery,
    startTenancies,
  ]) {
    await start(
      () => begin(reportError(begin.name)),
      (work) => work.stop(),
    )
  }
}

function announce({ mode, issuer, recipientPort, dataDir }: Env): void {
  if (mode === 'production') logger().info({ issuer }, 'ready')
  else
    process.stdout.write(
      banner({ issuer, recipient: `http://127.0.0.1:${recipientPort}`, dataDir }, demoAccounts),
    )
}
