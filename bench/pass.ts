import { type Call, load } from './load.ts'
import type { PostgresCpu } from './postgres-cpu.ts'
import type { ServerProcess } from './start-server.ts'
import { quantile } from './statistics.ts'

export const sides = ['ours', 'bare'] as const
export type Side = (typeof sides)[number]

/** What one pass of one case against one server came to. Undefined PostgreSQL figures: /proc doesn't tell here. */
export interface Pass {
  case: string
  side: Side
  round: number
  requests: number
  seconds: number
  /** Microseconds of CPU a request: of the server's process, and of all PostgreSQL's processes together */
  serverCpu: number
  postgresCpu: number | undefined
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Of one answer's body, on average */
  bytes: number
}

interface Driven {
  server: ServerProcess
  postgres: PostgresCpu
  calls: Call[]
  connections: number
  passSeconds: number
}

/** Sends the calls to a server and measures both ends. */
export async function runPass(
  what: Pick<Pass, 'case' | 'side' | 'round'>,
  { server, postgres, calls, connections, passSeconds }: Driven,
): Promise<Pass> {
  const before = await server.cpu()
  postgres.lap()
  const { seconds, bytes, latencies } = await load(server.port, calls, connections, passSeconds)
  const postgresCpu = postgres.lap()
  const serverCpu = (await server.cpu()) - before
  const requests = latencies.length
  return {
    ...what,
    requests,
    seconds,
    serverCpu: serverCpu / requests,
    postgresCpu: postgresCpu === undefined ? undefined : postgresCpu / requests,
    perSecond: requests / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    bytes: bytes / requests,
  }
}
