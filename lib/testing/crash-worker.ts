// Gives, reads and withdraws for as long as it lives, over a PostgreSQL of its own below DATA_DIR; for crash.test.ts,
// which ends both at any instant. Prints a line for each thing once it was acknowledged, and never before.
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { startEmbeddedPostgres } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'

const { DATA_DIR = '', ROUND = '' } = process.env

const { url } = await startEmbeddedPostgres({ dataDir: DATA_DIR })
process.env.DATABASE_URL = url
await migrate(url)

// What needs the database is imported once it is there.
const { repeat } = await import('#lib/core/index.ts')
const { giveConsent, withdrawConsent } = await import('#lib/consent/index.ts')
const { closeBatch } = await import('#lib/disclosure/close-batch.ts')
const { discloseReadings } = await import('#lib/disclosure/index.ts')
const { readCheckpoint, startSequencer } = await import('#lib/ledger/index.ts')
const { holderOf, issueToken } = await import('./token.ts')
const { consentInput, makeWorld } = await import('./world.ts')

const world = await makeWorld(`crash-${ROUND}`)
startSequencer(fail, { intervalMs: 20 })
repeat(closeBatch, 50, fail)
repeat(tellCheckpoint, 50, fail)
await Promise.all(Array.from({ length: 4 }, live))

async function live(): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const { arrangementId, handle } = await give()
    await disclose(arrangementId, handle)
    if (turn % 2) await withdraw(arrangementId)
  }
}

async function give() {
  const given = await giveConsent(world.actor, consentInput(world))
  tell('given', given.arrangementId)
  return { arrangementId: given.arrangementId, handle: given.detail.supply_points[0] ?? '' }
}

async function disclose(arrangementId: string, handle: string): Promise<void> {
  const holder = holderOf(await issueToken(arrangementId, world.product.clientId))
  const asked = { handle, fromMs: Date.now() - 86_400_000, toMs: Date.now(), granularity: undefined }
  const interactionId = randomUUID()
  const encode = () => ({ body: '', readings: 1 })
  await discloseReadings(holder, asked, { interactionId, customerPresent: false }, encode)
  tell('disclosed', interactionId)
}

async function withdraw(arrangementId: `arr_${string}`): Promise<void> {
  await withdrawConsent(world.actor, arrangementId)
  tell('withdrawn', arrangementId)
}

async function tellCheckpoint(): Promise<void> {
  const checkpoint = await readCheckpoint()
  if (checkpoint) tell('checkpoint', Buffer.from(checkpoint.note).toString('base64'))
}

/** At once and whole: nothing of it waits in this process. */
function tell(what: string, which: string): void {
  writeSync(1, `${what} ${which}\n`)
}

function fail(error: unknown): never {
  console.error(error)
  process.exit(1)
}
