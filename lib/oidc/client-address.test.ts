import { describe, expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'
import { clientChoices } from './client-choices.ts'

describe("an address of a client's", () => {
  test.each(['https://recipient.test/out', 'http://127.0.0.1:3100/out', 'http://[::1]/out'])(
    'may be %s',
    (uri) => {
      expect(clientAddress.safeParse(uri).success).toBe(true)
      const choices = { backchannel_logout_uri: uri, post_logout_redirect_uris: [uri] }
      expect(clientChoices.safeParse(choices).success).toBe(true)
    },
  )

  test.each([
    'http://recipient.test/out',
    'http://localhost/out',
    'http://127.0.0.1:80@evil.example/',
    'http://127.0.0.1.evil.example/',
    'https://user:secret@recipient.test/',
    'https://recipient.test/#fragment',
    'javascript:alert(1)',
    'data:text/html,x',
    'recipient.test',
    '//recipient.test/',
    '',
  ])('may not be %s', (uri) => {
    expect(clientChoices.safeParse({ backchannel_logout_uri: uri }).success).toBe(false)
    expect(clientChoices.safeParse({ post_logout_redirect_uris: [uri] }).success).toBe(false)
  })
})
