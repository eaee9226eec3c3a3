import { watchPostgres } from './postgres-cpu.ts'

/** A step of a read that can be run by itself. */
export interface Part {
  name: string
  times: number
  /** At once: what waits for the database is asked for as the server asks */
  atOnce: number
  /** A function to run, made anew for each measurement: what it uses up is prepared in here, uncounted */
  prepare(): Promise<(i: number) => unknown>
}

export interface PartCost {
  name: string
  round: number
  /** Microseconds of CPU each: of this process, and of PostgreSQL */
  cpu: number
  postgresCpu: number | undefined
}

/** Runs a part by itself in this process. */
export async function measurePart({ name, times, atOnce, prepare }: Part, round: number): Promise<PartCost> {
  const run = await prepare()
  const postgres = await watchPostgres()
  let next = 0
  const work = async () => {
    while (next < times) await run(next++)
  }
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: atOnce }, work))
  const { user, system } = process.cpuUsage(before)
  const used = postgres.lap()
  return {
    name,
    round,
    cpu: (user + system) / times,
    postgresCpu: used === undefined ? undefined : used / times,
  }
}
