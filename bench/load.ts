import { Agent, type IncomingMessage, request as open } from 'node:http'

/** One GET, or a POST where there is a body. */
export interface Call {
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Load {
  /** Seconds from the first request to the last answer */
  seconds: number
  bytes: number
  /** Milliseconds of each request, unsorted */
  latencies: number[]
}

/**
 * Sends the calls over so many connections, each its next call when the last is answered, until all are done or
 * the time is over. An answer other than 200 ends the benchmark: a failing server must not look fast.
 */
export async function load(
  port: number,
  calls: Call[],
  connections: number,
  maxSeconds: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const queue = calls.values()
  const latencies: number[] = []
  const start = performance.now()
  let bytes = 0
  const work = async () => {
    for (const call of queue) {
      const sent = performance.now()
      if (sent - start > maxSeconds * 1000) return
      const body = await request(agent, port, call)
      bytes += body.length
      latencies.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
  agent.destroy()
  return { seconds: (performance.now() - start) / 1000, bytes, latencies }
}

/** The body of one answer. */
export function request(agent: Agent | undefined, port: number, call: Call): Promise<Buffer> {
  const { path, headers, body } = call
  const method = body === undefined ? 'GET' : 'POST'
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, ...(agent && { agent }) }
    const sent = open(options, (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        if (response.statusCode === 200) resolve(body)
        else reject(new Error(`A server answered ${response.statusCode}: ${body.toString().slice(0, 300)}`))
      })
      response.on('error', reject)
    })
    sent.on('error', reject).end(body)
  })
}
