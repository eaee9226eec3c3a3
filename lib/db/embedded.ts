import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type Account, postgresAccount } from './postgres/account.ts'
import { type Binaries, findBinaries } from './postgres/binaries.ts'
import { type Cluster, ensureCluster, environment } from './postgres/cluster.ts'
import { findPlace } from './postgres/place.ts'
import { endRunning, findRunning, isServing, type Running, signal } from './postgres/running.ts'
import { ensureDatabase, isLast, openSession } from './postgres/session.ts'

interface Options {
  /** Folder for everything PostgreSQL keeps; made when missing */
  dataDir: string
  /** False gives up safety against power cuts for speed: for tests */
  durable?: boolean
  /** A free one when left out */
  port?: number
  /** Called when PostgreSQL ends although nobody here stopped it */
  onLost?: (() => void) | undefined
}

export interface EmbeddedPostgres {
  /** `postgresql://postgres:password@127.0.0.1:port/energyos` */
  url: string
  /** Ends PostgreSQL, unless another process still uses it */
  stop(): Promise<void>
}

const settings = [
  ['listen_addresses', '127.0.0.1'],
  ['unix_socket_directories', ''],
  ['max_connections', '200'],
  ['timezone', 'UTC'],
  // Statements and the details of errors hold personal data, so the log gets neither.
  ['log_min_error_statement', 'panic'],
  ['log_error_verbosity', 'terse'],
] as const

const hasty = [
  ['fsync', 'off'],
  ['synchronous_commit', 'off'],
  ['full_page_writes', 'off'],
] as const

/**
 * Starts a real PostgreSQL below `dataDir`, reachable from this machine only, or joins the one that runs there
 * already (a server that was killed leaves it behind). Needs nothing installed but our npm packages.
 * @throws Error with PostgreSQL's last words when it doesn't start
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const account = postgresAccount()
  const place = findPlace(resolve(options.dataDir), account)
  const binaries = await findBinaries(place, account)
  const cluster = await ensureCluster(place, binaries, account, options.durable ?? true)
  const { running, session } = await joinOrStart(cluster, async () =>
    launch(
      cluster,
      binaries,
      account,
      [...settings, ...(options.durable === false ? hasty : [])],
      options.port,
    ),
  )
  await ensureDatabase(session, 'energyos')
  // After an abrupt exit nothing is left running either: PostgreSQL ends itself once nobody is connected.
  const abandon = () => signal(running.pid, 'SIGTERM')
  process.once('exit', abandon)
  let stopping = false
  session.once('end', () => stopping || isServing(running.pid, cluster.folder) || options.onLost?.())
  return {
    url: `postgresql://postgres:${cluster.password}@127.0.0.1:${running.port}/energyos`,
    async stop() {
      stopping = true
      process.removeListener('exit', abandon)
      if (await isLast(session).catch(() => false)) await endRunning(running, cluster.folder)
      await session.end().catch(() => undefined)
    },
  }
}

/** Two starts at once, or a start during a stop, cross here; one of the next rounds finds it settled. */
async function joinOrStart(
  cluster: Cluster,
  start: () => Promise<Running>,
): Promise<{ running: Running; session: pg.Client }> {
  for (let round = 1; ; round += 1) {
    try {
      const running = findRunning(cluster.folder) ?? (await start())
      return { running, session: await untilReady(running, cluster) }
    } catch (error) {
      if (round === 4) throw error
      await sleep(round * 250)
    }
  }
}

/** Waits through recovery after a crash, and through another process' stop, as long as PostgreSQL lives. */
async function untilReady(running: Running, cluster: Cluster): Promise<pg.Client> {
  for (let waited = 0; waited < 120_000; waited += 50) {
    try {
      return await openSession(running, cluster.password)
    } catch (error) {
      if (!isServing(running.pid, cluster.folder)) throw new Error(lastWords(cluster), { cause: error })
      await sleep(50)
    }
  }
  throw new Error(
    `PostgreSQL runs (process ${running.pid}) but lets us in neither now nor after two minutes. ${lastWords(cluster)}`,
  )
}

/**
 * Starts PostgreSQL in a process group of its own: a Ctrl-C in the terminal reaches the server alone, which
 * answers what is under way before it ends the database.
 */
async function launch(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
  config: readonly (readonly [string, string])[],
  port?: number,
): Promise<Running> {
  const chosen = port ?? (await freePort())
  const flags = config.flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(cluster.log, 'a', 0o600)
  const child = spawn(binaries.postgres, ['-D', cluster.folder, '-p', String(chosen), ...flags], {
    ...account,
    cwd: cluster.folder,
    env: environment,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.on('error', () => undefined)
  child.unref()
  if (!child.pid) throw new Error(`PostgreSQL could not be run: ${binaries.postgres}`)
  return { pid: child.pid, port: chosen }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

function lastWords({ log }: Cluster): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8)
  return `PostgreSQL did not start. The end of ${log}:\n${lines.join('\n')}`
}
