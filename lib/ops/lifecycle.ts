import { nowMs } from '../core/index.ts'

/** A terminal's Ctrl-C arrives twice when npm passes it on too: so close together they are one signal. */
const SAME_SIGNAL_MS = 500

export interface Lifecycle {
  /** Starts one thing and notes how to stop it. Once the end has begun nothing more starts: it never returns. */
  start<T>(begin: () => T | Promise<T>, stop: (started: T) => unknown): Promise<T>
  /** Stops what was started, last first, and exits */
  end(exitCode: number): Promise<void>
}

/** Starts in order, ends in the reverse order; SIGINT and SIGTERM end it with exit code 0, a second one at once. */
export function lifecycle(onStopError: (error: unknown) => void): Lifecycle {
  const stops: (() => unknown)[] = []
  let starting: Promise<unknown> = Promise.resolve()
  let endedAt: number | undefined

  async function start<T>(begin: () => T | Promise<T>, stop: (started: T) => unknown): Promise<T> {
    if (endedAt !== undefined) return new Promise<T>(() => undefined)
    const begun = Promise.resolve(begin()).then((started) => {
      stops.unshift(() => stop(started))
      return started
    })
    starting = begun.catch(() => undefined)
    const started = await begun
    return endedAt === undefined ? started : new Promise<T>(() => undefined)
  }

  async function end(exitCode: number): Promise<void> {
    endedAt = nowMs()
    await starting
    for (const stop of stops) {
      try {
        await stop()
      } catch (error) {
        onStopError(error)
      }
    }
    process.exit(exitCode)
  }

  const onSignal = () => {
    if (endedAt === undefined) void end(0)
    else if (nowMs() - endedAt > SAME_SIGNAL_MS) process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  return { start, end }
}
