import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** What was acknowledged before a crash: kinds of things and which. */
export type Acknowledged = Map<string, Set<string>>

/** Lets crash-worker.ts live until it has told `many` things, then ends it and its PostgreSQL at that instant. */
export async function liveAndCrash(dataDir: string, round: number, many: number): Promise<Acknowledged> {
  const worker = spawn(process.execPath, [join(import.meta.dirname, 'crash-worker.ts')], {
    env: { ...process.env, DATA_DIR: dataDir, ROUND: String(round), DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return listen(worker, many, () => crash(worker, dataDir))
}

/** Reads to the end of its output: what was told in the last instant counts too. */
async function listen(worker: ChildProcess, many: number, onEnough: () => void): Promise<Acknowledged> {
  const told: Acknowledged = new Map()
  let [count, complaint] = [0, '']
  worker.stderr?.on('data', (text) => (complaint += text))
  const ended = once(worker, 'close')
  if (!worker.stdout) throw new Error('The worker has no voice.')
  for await (const line of createInterface(worker.stdout)) {
    const [what = '', which] = line.split(' ')
    if (which) told.set(what, (told.get(what) ?? new Set()).add(which))
    if (what !== 'checkpoint' && ++count === many) onEnough()
  }
  const [, signal] = await ended
  if (signal !== 'SIGKILL') throw new Error(`The worker ended by itself: ${complaint}`)
  return told
}

function crash(worker: ChildProcess, dataDir: string): void {
  const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  for (const pid of [worker.pid, postmaster, ...childrenOf(postmaster)]) if (pid) process.kill(pid, 'SIGKILL')
}

/** PostgreSQL's sessions. Where /proc isn't, they end by themselves when they miss the postmaster. */
function childrenOf(parent: number): number[] {
  if (process.platform !== 'linux') return []
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
  } catch {
    // It ended while we looked.
    return undefined
  }
}
