import { logger } from './logger.ts'

/**
 * Logs an error that nobody is there to hear. Its message stays out: one from the database, or from a library,
 * may quote what somebody sent. Its name, its code and the lines it came from say enough.
 */
export const reportError =
  (what: string) =>
  (error: unknown): void => {
    logger().error(anatomy(error), `${what} failed`)
  }

function anatomy(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code } = error as { code?: unknown }
  const at = error.stack?.split('\n').filter((line) => /^ {4}at /.test(line))
  const cause = error.cause === undefined ? undefined : anatomy(error.cause)
  return { error: error.name, code, at: at?.slice(0, 6).map((line) => line.slice(7)), cause }
}
