/** Background work that goes on until it is stopped. */
export interface Repeating {
  /** Waits for the turn under way */
  stop(): Promise<void>
}

const LONGEST_WAIT_MS = 30_000

/**
 * Does `work` now and again `everyMs` after each turn, until stopped. A turn that fails goes to `onError`; while it
 * keeps failing the wait doubles, up to half a minute, so that a database that is away is neither pressed nor
 * reported four times a second.
 */
export function repeat(
  work: () => Promise<unknown>,
  everyMs: number,
  onError: (error: unknown) => void,
): Repeating {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let failures = 0

  async function runTurn(): Promise<void> {
    try {
      await work()
      failures = 0
    } catch (error) {
      failures++
      onError(error)
    }
    if (!stopped) timer = setTimeout(begin, waitMs(everyMs, failures))
  }

  let turn = runTurn()
  function begin() {
    turn = runTurn()
  }
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      return turn
    },
  }
}

const waitMs = (everyMs: number, failures: number): number =>
  Math.max(everyMs, Math.min(everyMs * 2 ** failures, LONGEST_WAIT_MS))
