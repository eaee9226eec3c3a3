import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A PostgreSQL process that serves a cluster. */
export interface Running {
  pid: number
  port: number
}

const pidFile = (folder: string) => join(folder, 'postmaster.pid')

/**
 * The process that serves this cluster already, e.g. because the server before us was killed. A pid that went
 * to another program meanwhile doesn't count; its file is removed, since PostgreSQL would take it at its word.
 */
export function findRunning(folder: string): Running | undefined {
  const lines = existsSync(pidFile(folder)) ? readFileSync(pidFile(folder), 'utf8').split('\n') : []
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!pid || !isAlive(pid)) return undefined
  if (isServing(pid, folder)) return port ? { pid, port } : undefined
  rmSync(pidFile(folder), { force: true })
  return undefined
}

/** Whether this process is alive and is the PostgreSQL of this cluster. */
export const isServing = (pid: number, folder: string): boolean =>
  isAlive(pid) && commandOf(pid).includes(folder)

/** Ends a PostgreSQL ("fast": open sessions are cut, data is checkpointed) and waits until it is gone. */
export async function endRunning({ pid }: Running, folder: string): Promise<void> {
  signal(pid, 'SIGINT')
  // The file goes last. Where nobody reaps orphans, the pid would stay for ever.
  for (let waited = 0; isAlive(pid) && existsSync(pidFile(folder)); waited += 10) {
    if (waited === 30_000) signal(pid, 'SIGQUIT')
    await sleep(10)
  }
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone already, which is what we wanted.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' })
  } catch {
    return ''
  }
}
