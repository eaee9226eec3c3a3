import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { explainFailure } from './explain-failure.ts'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => void close()))

async function ask(pages: RequestListener): Promise<Response> {
  const server = createServer(explainFailure(pages))
  closing.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

const answer =
  (status: number, type: string, parts: string[]): RequestListener =>
  (_req, res) => {
    res.statusCode = status
    res.setHeader('content-type', type)
    res.setHeader('x-kept', 'yes')
    const last = parts.at(-1)
    for (const part of parts.slice(0, -1)) res.write(part)
    res.end(last)
  }

test.each([[['at once']], [['in ', 'two ', 'parts']]])(
  'a failed page (%j) is replaced by words',
  async (parts) => {
    const response = await ask(answer(500, 'text/html; charset=utf-8', parts))
    expect(response.status).toBe(500)
    expect(response.headers.get('x-kept')).toBe('yes')
    const text = await response.text()
    expect(text).toContain('<h1>Something went wrong</h1>')
    expect(text).toMatch(/<\/html>\n$/)
  },
)

test.each([
  [200, 'text/html; charset=utf-8'],
  [404, 'text/html; charset=utf-8'],
  [500, 'text/x-component'],
])('%i %s is left as it is', async (status, type) => {
  const response = await ask(answer(status, type, ['in ', 'two parts']))
  expect([response.status, await response.text()]).toEqual([status, 'in two parts'])
})

test('a page that fails after its first part is left: its beginning has gone', async () => {
  const response = await ask((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' })
    res.write('begun')
    res.statusCode = 500
    res.end('.')
  })
  expect(await response.text()).toBe('begun.')
})
