import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os'
import { now } from '#lib/core/index.ts'
import { pool } from '#lib/db/index.ts'

/** Where and when: figures of two machines don't compare, and those of a busy one say little. */
export interface Facts {
  startedAt: string
  cores: number
  cpu: string
  memoryGB: number
  platform: string
  node: string
  postgres: string
  fsync: string
  synchronousCommit: string
  /** Average number of processes that wanted a CPU in the minute before the start */
  loadBefore: number
}

export async function readFacts(loadBefore: number): Promise<Facts> {
  const { rows } = await pool().query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit')`,
  )
  const setting = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
  return {
    startedAt: now().toISOString(),
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`,
    node: process.version,
    postgres: setting.server_version ?? '',
    fsync: setting.fsync ?? '',
    synchronousCommit: setting.synchronous_commit ?? '',
    loadBefore: Math.round(loadBefore * 100) / 100,
  }
}
