import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import { type Binaries, moveUnlessThere } from './binaries.ts'
import { keep } from './place.ts'

/** A PostgreSQL data directory, and what is needed to start and enter it. */
export interface Cluster {
  folder: string
  log: string
  password: string
}

/** Nothing of our environment (keys, addresses) is handed on, and messages stay English. */
export const environment = { PATH: process.env.PATH, LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv

/** Makes the cluster below `place` on first use. It appears whole, so a kill half-way leaves nothing to repair. */
export async function ensureCluster(
  place: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<Cluster> {
  const folder = join(place, 'postgres')
  const secret = join(place, 'postgres.password')
  if (existsSync(folder) && !existsSync(secret)) {
    throw new Error(
      `${secret} is missing, so ${folder} can't be opened. Put it back, or delete both to start afresh.`,
    )
  }
  const password = existsSync(secret)
    ? readFileSync(secret, 'utf8')
    : keep(secret, randomBytes(24).toString('base64url'))
  if (!existsSync(folder)) await initialise(folder, password, binaries, account, durable)
  return { folder, log: join(place, 'postgres.log'), password }
}

async function initialise(
  folder: string,
  password: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  const draft = mkdtempSync(`${folder}.new-`)
  try {
    const passwordFile = join(draft, 'password')
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (account.uid !== undefined && account.gid !== undefined) {
      for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid)
    }
    const options = [
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
    ]
    // The same order and case rules on every machine, whatever its locales.
    const locale = ['--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const haste = durable ? [] : ['--no-sync']
    await promisify(execFile)(binaries.initdb, ['-D', join(draft, 'data'), ...options, ...locale, ...haste], {
      ...account,
      cwd: draft,
      env: environment,
    })
    moveUnlessThere(join(draft, 'data'), folder)
  } catch (error) {
    if (!existsSync(folder))
      throw new Error(`PostgreSQL's data folder could not be made. ${reason(error)}`, { cause: error })
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

const reason = (error: unknown) => String((error as { stderr?: unknown }).stderr ?? error).trim()
