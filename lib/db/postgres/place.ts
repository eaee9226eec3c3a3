import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, canReach } from './account.ts'

/**
 * The folder that holds the cluster: `dataDir`, unless we are root and PostgreSQL's own account cannot get
 * there (a clone under /root, say); then one below /var/tmp that `dataDir` remembers.
 */
export function findPlace(dataDir: string, account: Account): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (canReach(account, dataDir)) return dataDir
  if (!canReach(account, dirname(dataDir))) return elsewhere(dataDir)
  // Passing through is all it needs; it can't list the folder.
  chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  return dataDir
}

function elsewhere(dataDir: string): string {
  const memory = join(dataDir, 'postgres.place')
  if (!existsSync(memory)) keep(memory, mkdtempSync('/var/tmp/energyos-consent-'))
  const place = readFileSync(memory, 'utf8')
  mkdirSync(place, { recursive: true })
  chmodSync(place, 0o711)
  console.error(`PostgreSQL cannot run below ${dataDir} (closed to its account), so its data is in ${place}.`)
  return place
}

/** Writes a file only we can read, whole or not at all; when two try at once, the first one's content stays. */
export function keep(path: string, content: string): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, 'utf8')
}
