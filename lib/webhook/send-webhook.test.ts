import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { env } from '#lib/env.ts'
import { isPublic, publicLookup } from './public-address.ts'
import { waitAfter } from './retry-schedule.ts'
import { mayCall, sendWebhook } from './send-webhook.ts'

const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': '1', 'webhook-signature': 'v1a,x' }

describe('[W5] an address is of the open internet', () => {
  test.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '8.8.8.8'])('%s is', (address) => {
    expect(isPublic(address)).toBe(true)
  })

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '198.18.0.1',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '2001:db8::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(isPublic(address)).toBe(false)
  })

  test('a name that leads to this machine is refused as the connection is made', async () => {
    const refused = await new Promise((resolve) =>
      publicLookup('localhost', { all: true }, (error) => resolve(error?.message)),
    )
    expect(refused).toBe('The address is not public.')
  })

  test.each([
    ['https://recipient.example/hook', true],
    ['https://93.184.216.34/hook', true],
    ['http://recipient.example/hook', false],
    ['https://recipient.example:8443/hook', false],
    ['https://me@recipient.example/hook', false],
    ['https://127.0.0.1/hook', false],
    ['https://2130706433/hook', false],
    ['https://0x7f.1/hook', false],
    ['https://[::1]/hook', false],
    ['https://[::ffff:10.0.0.1]/hook', false],
    ['https://169.254.169.254/latest', false],
  ])('outside the demo, whether we may call %s: %s', (uri, allowed) => {
    expect(mayCall(new URL(uri))).toBe(allowed)
  })
})

describe('[W5] sending', () => {
  let server: Server
  let answer: RequestListener
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const requests: string[] = []

  beforeEach(async () => {
    requests.length = 0
    server = createServer((req, res) => {
      requests.push(req.url ?? '')
      answer(req, res)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => {
    Object.assign(env(), { mode: 'demo' })
    server.close().closeAllConnections()
  })

  const answering = (status: number, more: Record<string, string> = {}) => {
    answer = (_req, res) => void res.writeHead(status, more).end('x'.repeat(100))
    return sendWebhook(`${origin()}/hook`, headers, '{}')
  }

  test.each([
    [200, {}, { kind: 'told' }],
    [204, {}, { kind: 'told' }],
    [410, {}, { kind: 'gone' }],
    [400, {}, { kind: 'failed', retryAfterMs: 0 }],
    [500, { 'retry-after': '60' }, { kind: 'failed', retryAfterMs: 0 }],
    [503, { 'retry-after': '60' }, { kind: 'failed', retryAfterMs: 60_000 }],
    [429, { 'retry-after': 'tomorrow' }, { kind: 'failed', retryAfterMs: 0 }],
  ])('an answer of %i with %o is %o', async (status, more, outcome) => {
    expect(await answering(status, more)).toEqual(outcome)
  })

  test('a redirect is a failure, and is not followed', async () => {
    expect(await answering(302, { location: `${origin()}/elsewhere` })).toMatchObject({ kind: 'failed' })
    expect(requests).toEqual(['/hook'])
  })

  test('outside the demo nothing goes to this machine', async () => {
    Object.assign(env(), { mode: 'production' })
    expect(await answering(200)).toMatchObject({ kind: 'failed' })
    expect(await sendWebhook('https://localhost/hook', headers, '{}')).toMatchObject({ kind: 'failed' })
    expect(requests).toEqual([])
  })

  test('who never answers is given up', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort())
    answer = () => {}
    expect(await sendWebhook(`${origin()}/hook`, headers, '{}')).toMatchObject({ kind: 'failed' })
    expect(timeout).toHaveBeenCalledWith(15_000)
    timeout.mockRestore()
  })
})

describe('[W5] trying again', () => {
  test('takes three days in all, and then ends', () => {
    const waits = Array.from({ length: 9 }, (_, i) => waitAfter(i + 1) ?? 0)
    expect(waits[0]).toBeLessThan(6_000)
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    const total = waits.reduce((sum, wait) => sum + wait)
    expect(total).toBeGreaterThanOrEqual(72 * 3_600_000)
    expect(total).toBeLessThan(4 * 24 * 3_600_000)
    expect(waitAfter(10)).toBeUndefined()
  })

  test('is put off by who asks for it, for a day at most', () => {
    expect(waitAfter(1, 60_000)).toBe(60_000)
    expect(waitAfter(1, 900 * 3_600_000)).toBe(24 * 3_600_000)
  })
})
