const PATIENCE_MS = 30_000

/**
 * Reads a log over HTTP, in Node and in browsers: `fetchLog('https://consent.example/log')('checkpoint')`.
 * Rejects with a message that can be shown when the log can't be reached or doesn't have the path.
 */
export const fetchLog =
  (prefix: string) =>
  async (path: string): Promise<Uint8Array> => {
    const url = `${prefix.replace(/\/+$/, '')}/${path}`
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause) => {
      throw new Error(`${url} can’t be reached.`, { cause })
    })
    if (!response.ok) throw new Error(`${url} answers ${response.status}.`)
    return new Uint8Array(await response.arrayBuffer())
  }
