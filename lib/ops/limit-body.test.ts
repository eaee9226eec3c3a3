import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { drain, listen } from './listen.ts'
import { routeRequest } from './route-request.ts'

const KIB = 1024
let server: Server
let reads = 0

beforeAll(async () => {
  await useTestDatabase()
  Object.assign(process.env, { ISSUER: 'http://localhost:3998', OPERATOR_KEY: 'A'.repeat(43) })
  const { oidcListener } = await import('#lib/oidc/index.ts')
  const { apiListener } = await import('#lib/api/index.ts')
  const routes = [
    { group: 'oauth', paths: ['/oauth/'], listener: oidcListener() },
    { group: 'api', paths: ['/energy/v1/'], listener: apiListener() },
  ]
  const pages = routeRequest(routes, async (req, res) => {
    const body = await text(req).catch(() => undefined)
    reads += 1
    if (body !== undefined) res.end(String(body.length))
  })
  server = await listen(pages, 0, '127.0.0.1')
})
afterAll(() => drain(server, 100))

/** Everything that comes back on one connection, up to its end, whatever is written to it. */
function exchange(...writes: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => (answer += data))
    // Reset: whoever sends on is cut off.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
    for (const part of writes) socket.write(part)
  })
}

const head = (method: string, path: string, ...headers: string[]) =>
  `${[`${method} ${path} HTTP/1.1`, 'Host: a', 'Content-Type: application/x-www-form-urlencoded', ...headers].join('\r\n')}\r\n\r\n`
const chunk = (bytes: number) => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`
const statusOf = (answer: string) => Number(answer.split(' ', 2)[1])

describe.each([
  ['POST', '/oauth/token', 'application/json', '"error":"invalid_request"'],
  ['POST', '/oauth/par', 'application/json', '"error":"invalid_request"'],
  ['POST', '/oauth/no-such-thing', 'application/json', '"error":"invalid_request"'],
  ['GET', '/energy/v1/supply-points', 'application/problem+json', '"code":"body-too-large"'],
  ['POST', '/sign-in/submit', 'application/problem+json', '"code":"body-too-large"'],
])('%s %s', (method, path, type, error) => {
  test('refuses what says that it is too large, before it has come, and hangs up', async () => {
    const answer = await exchange(head(method, path, `Content-Length: ${65 * KIB}`))
    expect(statusOf(answer)).toBe(413)
    expect(answer.toLowerCase()).toContain(`content-type: ${type}`)
    expect(answer).toContain(error)
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  test('hangs up on chunks without end', async () => {
    const start = performance.now()
    const chunks = Array.from({ length: 9 }, () => chunk(8 * KIB))
    const answer = await exchange(head(method, path, 'Transfer-Encoding: chunked'), ...chunks)
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400)
    expect(performance.now() - start, 'ms until it hung up').toBeLessThan(5_000)
  })

  test('takes no second length for an answer', async () => {
    for (const second of ['Content-Length: 3', 'Transfer-Encoding: chunked'])
      expect(statusOf(await exchange(head(method, path, 'Content-Length: 5', second), 'a=b&c'))).toBe(400)
  })
})

test('chunks that are too many are refused with 413 where somebody reads them', async () => {
  for (const path of ['/oauth/token', '/sign-in/submit']) {
    const chunks = Array.from({ length: 9 }, () => chunk(8 * KIB))
    expect(statusOf(await exchange(head('POST', path, 'Transfer-Encoding: chunked'), ...chunks)), path).toBe(
      413,
    )
  }
})

test('a body of the size allowed is read, chunked or not', async () => {
  const before = reads
  const close = 'Connection: close'
  const whole = await exchange(
    head('POST', '/form', `Content-Length: ${56 * KIB}`, close),
    'x'.repeat(56 * KIB),
  )
  const chunked = await exchange(
    head('POST', '/form', 'Transfer-Encoding: chunked', close),
    ...Array.from({ length: 7 }, () => chunk(8 * KIB)),
    '0\r\n\r\n',
  )
  expect(whole).toMatch(/\r\n57344$/)
  expect(chunked).toContain('57344')
  expect(reads - before).toBe(2)
})

test('a body longer than it says is no part of the request, and no request of its own', async () => {
  const before = reads
  const answer = await exchange(head('POST', '/form', 'Content-Length: 4'), 'a=bc', 'and more\r\n\r\n')
  expect(answer.match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe('HTTP/1.1 400')
  expect(reads - before).toBeLessThanOrEqual(1)
})

test('a proof or a token that is too long is too large a header', async () => {
  const answer = await exchange(head('GET', '/energy/v1/supply-points', `DPoP: ${'x'.repeat(17 * KIB)}`))
  expect(statusOf(answer)).toBe(431)
})
