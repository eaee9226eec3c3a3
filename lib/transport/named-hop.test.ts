import type { IncomingMessage } from 'node:http'
import { beforeAll, expect, test } from 'vitest'
import { comesFromNamedHop } from './named-hop.ts'

beforeAll(() => {
  process.env.TRUSTED_PROXIES = '10.0.0.5, 10.1.0.0/16, 2001:db8:1::/48'
})

const from = (remoteAddress: string | undefined) => ({ socket: { remoteAddress } }) as IncomingMessage

test.each(['10.0.0.5', '10.1.255.9', '::ffff:10.1.2.3', '2001:db8:1::7'])('%s is named', (address) => {
  expect(comesFromNamedHop(from(address))).toBe(true)
})

test.each(['10.0.0.6', '10.2.0.1', '::ffff:10.0.0.6', '2001:db8:2::7', '127.0.0.1', '::1', '', undefined])(
  '%s is a stranger',
  (address) => {
    expect(comesFromNamedHop(from(address))).toBe(false)
  },
)
