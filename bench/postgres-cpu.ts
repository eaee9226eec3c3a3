import { readFileSync } from 'node:fs'
import { pool } from '#lib/db/index.ts'

export interface PostgresCpu {
  /** Microseconds that PostgreSQL's processes have used since the last call; undefined where /proc doesn't tell */
  lap(): number | undefined
}

/** Watches all processes of the PostgreSQL that the pool is connected to: sessions and its own helpers. Linux only. */
export async function watchPostgres(): Promise<PostgresCpu> {
  const { rows } = await pool().query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = parentOf(rows[0]?.pid ?? 0)
  let before = postmaster === undefined ? undefined : readAll(postmaster)
  return {
    lap() {
      if (postmaster === undefined || before === undefined) return undefined
      const now = readAll(postmaster)
      const used = [...now].reduce((sum, [pid, ns]) => sum + ns - (before?.get(pid) ?? 0), 0)
      before = now
      return used / 1000
    },
  }
}

function parentOf(pid: number): number | undefined {
  const line = tryRead(`/proc/${pid}/status`)?.match(/^PPid:\s*(\d+)$/m)
  return line ? Number(line[1]) : undefined
}

/** Nanoseconds on a CPU (first field of schedstat) of the process and its children; each has one thread. */
function readAll(postmaster: number): Map<number, number> {
  const children = tryRead(`/proc/${postmaster}/task/${postmaster}/children`) ?? ''
  const pids = [postmaster, ...children.trim().split(' ').map(Number)]
  return new Map(pids.map((pid) => [pid, Number(tryRead(`/proc/${pid}/schedstat`)?.split(' ')[0] ?? 0)]))
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
