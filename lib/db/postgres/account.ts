import { execFileSync, spawnSync } from 'node:child_process'

/** As whom PostgreSQL runs; empty means as ourselves. */
export interface Account {
  uid?: number
  gid?: number
}

/** PostgreSQL refuses to run as root, so root lends it the account `postgres`, made when it is missing. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const account = lookUp('postgres') ?? create() ?? lookUp('nobody')
  if (!account)
    throw new Error('PostgreSQL cannot run as root, and an account "postgres" could not be made for it.')
  return account
}

/** Whether that account can open a folder or run a file, all parents included. */
export function canReach(account: Account, path: string): boolean {
  return account.uid === undefined || spawnSync('test', ['-x', path], { ...account, cwd: '/' }).status === 0
}

function create(): Account | undefined {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  return made.status === 0 ? lookUp('postgres') : undefined
}

function lookUp(name: string): Account | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: ask('-u'), gid: ask('-g') }
  } catch {
    return undefined
  }
}
