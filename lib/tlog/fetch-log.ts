const PATIENCE_MS = 30_000
const MOST_WAITS = 60

/**
 * Reads a log over HTTP, in Node and in browsers: `fetchLog('https://consent.example/log')('checkpoint')`. Who reads
 * all of a log asks for much: where that is too much at once (429) it waits as it is told, and asks again.
 * Rejects with a message that can be shown when the log can't be reached or doesn't have the path.
 */
export const fetchLog =
  (prefix: string) =>
  async (path: string): Promise<Uint8Array> => {
    const url = `${prefix.replace(/\/+$/, '')}/${path}`
    const response = await askPatiently(url, MOST_WAITS)
    if (!response.ok) throw new Error(`${url} answers ${response.status}.`)
    return new Uint8Array(await response.arrayBuffer())
  }

async function askPatiently(url: string, waits: number): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause) => {
    throw new Error(`${url} can’t be reached.`, { cause })
  })
  if (response.status !== 429 || waits === 0) return response
  await response.body?.cancel()
  await sleep(secondsOf(response) * 1000)
  return askPatiently(url, waits - 1)
}

/** What Retry-After says (RFC 9110 10.2.3), if it is a number of seconds that anybody would wait. */
function secondsOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 1)
  return seconds >= 0 && seconds <= 60 ? seconds : 1
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
