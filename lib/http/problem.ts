import { AppError, type ErrorCode } from '#lib/core/index.ts'

/** Status and constant title of each kind of error (RFC 9457: the title doesn't change from case to case). */
const kinds: Record<ErrorCode, { status: number; title: string }> = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'The access token is not accepted' },
  forbidden: { status: 403, title: 'This is not allowed' },
  not_found: { status: 404, title: 'Not found, or not yours' },
  conflict: { status: 409, title: 'This no longer applies' },
  gone: { status: 410, title: 'This has ended' },
  too_many: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available just now' },
}

const internal = { status: 500, title: 'Something went wrong here' }

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: string
  requestId: string
}

/** A problem document (RFC 9457). What we did not expect never shows its message. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = error instanceof AppError
  const { status, title } = known ? kinds[error.code] : internal
  const code = known ? error.reason : 'internal'
  const detail = known ? error.message : 'Please try again. If it happens again, tell us the request id.'
  return { type: `/problems/${code}`, title, status, detail, code, requestId }
}
