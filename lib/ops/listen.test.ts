import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { drain, listen } from './listen.ts'

test('closing the door answers who is inside, and lets nobody else in', async () => {
  const server = await listen((_req, res) => void sleep(300).then(() => res.end('answered')), 0, '127.0.0.1')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const inside = fetch(address).then((answer) => answer.text())
  await sleep(100)
  const draining = drain(server, 5000)
  await expect(fetch(address)).rejects.toThrow()
  expect(await inside).toBe('answered')
  await draining
})

test('who takes longer than our patience is sent away', async () => {
  const server = await listen(() => undefined, 0, '127.0.0.1')
  const inside = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const left = expect(inside).rejects.toThrow()
  await sleep(100)
  await drain(server, 200)
  await left
})

test('headers of more than 16 KiB are refused', async () => {
  const server = await listen((_req, res) => res.end(), 0, '127.0.0.1')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17 * 1024)}\r\n\r\n`)
  const [first] = await new Promise<string[]>((resolve) =>
    socket.once('data', (data) => resolve(String(data).split('\r\n'))),
  )
  expect(first).toBe('HTTP/1.1 431 Request Header Fields Too Large')
  socket.destroy()
  await drain(server, 100)
})
