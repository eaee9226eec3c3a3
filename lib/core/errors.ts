/** What can go wrong, as a caller must tell it apart. `lib/http/problem.ts` maps each to one HTTP status. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_many'
  | 'unavailable'

/**
 * An error that we expected: `message` is safe to show, `detail` is for the log only.
 * `reason` is a stable, kebab-case name for programs, e.g. `period-too-long`.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly reason: string
  readonly detail: string | undefined

  constructor(code: ErrorCode, reason: string, message: string, detail?: string) {
    super(message)
    this.code = code
    this.reason = reason
    this.detail = detail
  }
}

/** One answer whatever is wrong with a token, so that who tries some learns nothing from it. */
export const tokenNotAccepted = () =>
  new AppError('unauthenticated', 'token-not-accepted', 'The access token is not valid, or no longer.')

/** Fails loudly where only a programming error could lead. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`)
}
