import { describe, expect, test } from 'vitest'
import { checkRedirectUris } from './check-redirect-uris.ts'

const refused = expect.objectContaining({ code: 'invalid', reason: 'redirect-uri-not-allowed' })

describe('a redirect URI in the register', () => {
  test.each([
    ['https', ['https://app.example/callback']],
    ['two hosts', ['https://app.example/one', 'https://other.example/two?from=energy']],
    ['a loopback port of a native app', ['http://127.0.0.1:3100/callback']],
    ['IPv6 loopback', ['http://[::1]/callback']],
  ])('may be %s', (_what, uris) => {
    checkRedirectUris(uris)
  })

  test.each([
    ['plain http', ['http://app.example/callback']],
    ['plain http behind a good one', ['http://127.0.0.1/callback', 'http://app.example/callback']],
    ['localhost, which a hosts file can send anywhere', ['http://localhost/callback']],
    ['a name that only looks like loopback', ['http://127.0.0.1.example/callback']],
    ['a user that looks like a host', ['http://127.0.0.1@app.example/callback']],
    ['a scheme that any app can claim', ['com.example.app:/callback']],
    ['a script', ['javascript:alert(1)']],
    ['a fragment', ['https://app.example/callback#here']],
    ['an empty fragment', ['https://app.example/callback#']],
    ['a wildcard', ['https://*.example/callback']],
    ['a line break', ['https://app.example/\r\ncallback']],
    ['a relative address', ['/callback']],
    ['missing', []],
  ])('may not be %s', (_what, uris) => {
    expect(() => checkRedirectUris(uris)).toThrow(refused)
  })
})
