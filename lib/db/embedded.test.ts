import { spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { startEmbeddedPostgres } from './embedded.ts'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'energyos-embedded-'))
  folders.push(folder)
  return folder
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

const pidOf = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

const isRunning = (folder: string) => existsSync(join(folder, 'postgres/postmaster.pid'))

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

test('what was kept is there after a stop and a second start, and the password stays ours alone', async () => {
  const dataDir = newFolder()
  const first = await startEmbeddedPostgres({ dataDir })
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()
  const second = await startEmbeddedPostgres({ dataDir })
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(await query(second.url, "select current_setting('fsync') as fsync")).toEqual([{ fsync: 'on' }])
  expect(await query(second.url, "select current_setting('listen_addresses') as at")).toEqual([
    { at: '127.0.0.1' },
  ])
  await second.stop()
  await expect(query(second.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
  expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600)
})

test('a wrong password is refused', async () => {
  const server = await startEmbeddedPostgres({ dataDir: newFolder(), durable: false })
  const wrong = server.url.replace(/:[^:@]+@/, ':guess@')
  await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed')
  await server.stop()
})

test('after a SIGKILL of the server the next start takes over the PostgreSQL that was left, and ends it', async () => {
  const dataDir = newFolder()
  const code = `const { startEmbeddedPostgres } = await import('./lib/db/embedded.ts')
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false })
    console.log('up')`
  const killed = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => killed.stdout.once('data', resolve))
  const left = pidOf(dataDir)
  killed.kill('SIGKILL')
  const server = await startEmbeddedPostgres({ dataDir, durable: false })
  expect(pidOf(dataDir)).toBe(left)
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
  expect(isRunning(dataDir)).toBe(false)
})

test('PostgreSQL killed itself, it recovers at the next start', async () => {
  const dataDir = newFolder()
  const first = await startEmbeddedPostgres({ dataDir })
  await query(first.url, 'create table kept as select 42 as answer')
  process.kill(pidOf(dataDir), 'SIGKILL')
  const second = await startEmbeddedPostgres({ dataDir })
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await second.stop()
  await first.stop()
})

test('who uses it is told when it is killed, and not when it is stopped', async () => {
  const dataDir = newFolder()
  const onLost = vi.fn()
  const stopped = await startEmbeddedPostgres({ dataDir, durable: false, onLost })
  await stopped.stop()
  const killed = await startEmbeddedPostgres({ dataDir, durable: false, onLost })
  expect(onLost).not.toHaveBeenCalled()
  process.kill(pidOf(dataDir), 'SIGKILL')
  await vi.waitFor(() => expect(onLost).toHaveBeenCalledTimes(1), 10_000)
  await killed.stop()
})

test("a pid file that names somebody else's process does not keep it from starting", async () => {
  const dataDir = newFolder()
  await (await startEmbeddedPostgres({ dataDir, durable: false })).stop()
  writeFileSync(
    join(dataDir, 'postgres/postmaster.pid'),
    `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n127.0.0.1\n`,
  )
  const server = await startEmbeddedPostgres({ dataDir, durable: false })
  expect(pidOf(dataDir)).not.toBe(process.pid)
  await server.stop()
})

test('of two that start at once both get in, and the last one out ends PostgreSQL', async () => {
  const dataDir = newFolder()
  const start = () => startEmbeddedPostgres({ dataDir, durable: false })
  const [one, other] = await Promise.all([start(), start()])
  expect(other.url).toBe(one.url)
  await one.stop()
  expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await other.stop()
  expect(isRunning(dataDir)).toBe(false)
  expect(readdirSync(dataDir).filter((name) => name.includes('.new-'))).toEqual([])
})

test('a start during a stop waits for its turn', async () => {
  const dataDir = newFolder()
  const first = await startEmbeddedPostgres({ dataDir, durable: false })
  const [, second] = await Promise.all([first.stop(), startEmbeddedPostgres({ dataDir, durable: false })])
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
})

test("a start that fails says why, in PostgreSQL's own words", async () => {
  const dataDir = newFolder()
  await (await startEmbeddedPostgres({ dataDir, durable: false })).stop()
  appendFileSync(join(dataDir, 'postgres/postgresql.conf'), "\nshared_buffers = 'plenty'\n")
  await expect(startEmbeddedPostgres({ dataDir, durable: false })).rejects.toThrow(
    /did not start.*shared_buffers.*plenty/s,
  )
})
