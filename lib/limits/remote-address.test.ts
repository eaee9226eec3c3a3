import type { IncomingMessage } from 'node:http'
import { beforeAll, expect, test } from 'vitest'
import { remoteAddress } from './remote-address.ts'

beforeAll(() => void Object.assign(process.env, { TRUSTED_PROXIES: '192.0.2.1' }))

const from = (address: string, forwarded?: string): string => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return remoteAddress({ socket: { remoteAddress: address }, headers } as unknown as IncomingMessage)
}

test('the caller is the other end of the connection, whatever a stranger claims', () => {
  expect(from('198.51.100.7')).toBe('198.51.100.7')
  expect(from('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7')
})

test('a proxy that we trust says who called it; what callers claim before that counts for nothing', () => {
  expect(from('192.0.2.1', '203.0.113.9')).toBe('203.0.113.9')
  expect(from('192.0.2.1', '10.0.0.1, 203.0.113.9')).toBe('203.0.113.9')
  expect(from('192.0.2.1')).toBe('192.0.2.1')
})
