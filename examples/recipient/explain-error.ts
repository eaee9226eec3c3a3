import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { SharingPaused, SharingStopped } from './connection.ts'
import { ApiError } from './energy-api.ts'
import { type Explanation, explanations } from './explanations.ts'

/** An answer came that this browser didn't ask for. */
export class AnswerMismatch extends Error {}

/** Says calmly what happened, when asking for a change too. Messages of errors are never shown: they are for programmers, and may quote others. */
export function explainError(error: unknown, changing = false): Explanation {
  const [verdict, code] = classify(error)
  const kind = changing && verdict === 'denied' ? 'kept' : verdict
  return { ...explanations[kind], code }
}

type Verdict = [kind: keyof typeof explanations, code: string]

function classify(error: unknown): Verdict {
  if (error instanceof SharingStopped) return [error.reason, error.reason]
  if (error instanceof SharingPaused) return ['paused', 'paused']
  if (error instanceof AnswerMismatch) return ['mismatch', 'no_attempt']
  if (error instanceof AuthorizationResponseError) return explainOAuth(error)
  if (error instanceof ResponseBodyError) return explainOAuth(error)
  if (error instanceof WWWAuthenticateChallengeError) return ['unread', `http_${error.status}`]
  if (error instanceof ApiError) return ['unread', error.code]
  if (error instanceof TypeError && error.message === 'fetch failed') return ['unreachable', 'network']
  if (error instanceof ClientError) return explainClient(error)
  return ['broken', error instanceof Error ? error.name : 'unknown']
}

/** RFC 6749 4.1.2.1 and 5.2, RFC 9126 2.3, RFC 9396 5. What isn't shaped like a code is not repeated. */
function explainOAuth({ error }: AuthorizationResponseError | ResponseBodyError): Verdict {
  const code = /^[a-z_]{1,40}$/.test(error) ? error : 'other'
  if (code === 'access_denied') return ['denied', code]
  if (code === 'invalid_grant_id') return ['stopped', code]
  if (code === 'invalid_grant' || code === 'login_required') return ['late', code]
  if (code === 'invalid_client' || code === 'unauthorized_client') return ['refused', code]
  return ['failed', code]
}

/** What openid-client refused, by its own codes. */
function explainClient({ code }: ClientError): Verdict {
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return ['unreachable', code]
  if (code === 'OAUTH_INVALID_RESPONSE' || code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED')
    return ['mismatch', code]
  return ['failed', code ?? 'client']
}
