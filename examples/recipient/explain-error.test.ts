import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { describe, expect, it } from 'vitest'
import { SharingPaused } from './connection.ts'
import { ApiError } from './energy-api.ts'
import { AnswerMismatch, explainError } from './explain-error.ts'

const answer = (error: string) =>
  new AuthorizationResponseError('x', { cause: new URLSearchParams({ error, code: 'secret' }) })
const body = (error: string, status = 400) =>
  new ResponseBodyError('secret', { cause: { error }, response: new Response(null, { status }) })
const client = (code: string) => new ClientError('secret', { code } as ErrorOptions)

const cases: [unknown, string][] = [
  [answer('access_denied'), 'Nothing was shared'],
  [answer('temporarily_unavailable'), 'The energy data service couldn’t finish this'],
  [answer('a_code<script>alert(1)</script>'), 'The energy data service couldn’t finish this'],
  [answer('invalid_grant_id'), 'Sharing has ended'],
  [body('invalid_grant_id'), 'Sharing has ended'],
  [body('invalid_grant'), 'That took a little too long'],
  [body('invalid_client', 401), 'Brightly can’t ask for data at the moment'],
  [body('invalid_authorization_details'), 'The energy data service couldn’t finish this'],
  [client('OAUTH_TIMEOUT'), 'We can’t reach the energy data service'],
  [client('OAUTH_INVALID_RESPONSE'), 'We can’t tell where this came from'],
  [client('OAUTH_PARSE_ERROR'), 'The energy data service couldn’t finish this'],
  [new SharingPaused('secret'), 'Sharing is paused'],
  [new AnswerMismatch(), 'We can’t tell where this came from'],
  [new TypeError('fetch failed'), 'We can’t reach the energy data service'],
  [new ApiError('http_500'), 'We couldn’t get your readings'],
  [new TypeError('secret is not a function'), 'Something went wrong at Brightly'],
  ['secret', 'Something went wrong at Brightly'],
]

describe('an explanation', () => {
  it.each(cases)('of %s is "%s"', (error, heading) => {
    expect(explainError(error).heading).toBe(heading)
  })

  it('never repeats what an error holds, beyond a code', () => {
    for (const [error] of cases) {
      const { code, ...words } = explainError(error)
      expect(JSON.stringify(words)).not.toMatch(/secret|script/)
      expect(code).toMatch(/^[A-Za-z0-9_]+$/)
    }
  })

  it('of a refused change says that nothing has changed', () => {
    expect(explainError(answer('access_denied'), true)).toMatchObject({
      status: 200,
      heading: 'Nothing has changed',
    })
    expect(explainError(body('invalid_grant_id'), true).heading).toBe('Sharing has ended')
  })

  it('calls a refusal by the consumer no failure', () => {
    expect(explainError(answer('access_denied')).status).toBe(200)
  })
})
