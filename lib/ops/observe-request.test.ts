import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { logger } from './logger.ts'
import { metrics } from './metrics.ts'
import { observeRequest } from './observe-request.ts'

test('a request is counted and logged by its group, and nothing of its address or headers is kept', async () => {
  const debug = vi.spyOn(logger(), 'debug')
  const server = createServer((req, res) => {
    observeRequest(req, res, 'api')
    res.setHeader('x-fapi-interaction-id', '93bac548-d2de-4546-b106-880a5018460d').end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await fetch(`http://127.0.0.1:${port}/energy/v1/secret-handle?token=secret`, {
    headers: { authorization: 'DPoP secret' },
  })
  await new Promise((resolve) => server.close(resolve))

  expect(debug).toHaveBeenCalledOnce()
  expect(debug.mock.calls[0]?.[0]).toEqual({
    method: 'GET',
    group: 'api',
    status: 200,
    ms: expect.any(Number),
    interaction: '93bac548-d2de-4546-b106-880a5018460d',
  })
  const text = await metrics().registry.metrics()
  expect(text).toContain('http_requests_total{group="api",method="GET",status="200"} 1')
  expect(text).not.toContain('secret')
})
