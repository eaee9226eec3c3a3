import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pool } from '../db/index.ts'
import { useTestDatabase } from '../db/testing.ts'
import { opsListener } from './ops-listener.ts'

await useTestDatabase()

let server: Server
const ask = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init)

beforeAll(async () => {
  server = createServer(opsListener())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await pool().end()
})

test('it is live and, with its database, ready', async () => {
  expect((await ask('/health/live')).status).toBe(200)
  expect((await ask('/health/ready')).status).toBe(200)
})

test('it is not ready when the database fails, and stays live', async () => {
  vi.spyOn(pool(), 'query').mockImplementationOnce(() => Promise.reject(new Error('gone')))
  expect((await ask('/health/ready')).status).toBe(503)
  expect((await ask('/health/live')).status).toBe(200)
})

test('it is not ready when the database does not answer within a second', async () => {
  vi.spyOn(pool(), 'query').mockImplementationOnce(() => new Promise(() => undefined))
  const start = performance.now()
  expect((await ask('/health/ready')).status).toBe(503)
  expect(performance.now() - start).toBeGreaterThan(900)
  expect(performance.now() - start).toBeLessThan(5000)
})

test('metrics are Prometheus text', async () => {
  const answer = await ask('/metrics')
  expect(answer.headers.get('content-type')).toContain('text/plain')
  expect(await answer.text()).toContain('# TYPE process_cpu_user_seconds_total counter')
})

test('other paths and other methods are refused', async () => {
  expect((await ask('/health/other')).status).toBe(404)
  expect((await ask('/constructor')).status).toBe(404)
  expect((await ask('/health/live', { method: 'POST' })).status).toBe(405)
})
