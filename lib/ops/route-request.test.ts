import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Route, routeRequest } from './route-request.ts'

const answering =
  (text: string): Route['listener'] =>
  (_req, res) =>
    res.end(text)

let server: Server

beforeAll(async () => {
  const routes = [
    { group: 'oauth', paths: ['/oauth/', '/.well-known/openid-configuration'], listener: answering('oauth') },
    { group: 'api', paths: ['/.well-known/oauth-protected-resource*'], listener: answering('api') },
  ]
  server = createServer(routeRequest(routes, answering('pages')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

test.each([
  ['/oauth/par', 'oauth'],
  ['/oauth/auth?next=/energy', 'oauth'],
  ['/oauthentic', 'pages'],
  ['/.well-known/openid-configuration', 'oauth'],
  ['/.well-known/openid-configuration/more', 'pages'],
  ['/.well-known/oauth-protected-resource', 'api'],
  ['/.well-known/oauth-protected-resource/energy/v1', 'api'],
  ['/?to=/oauth/par', 'pages'],
  ['//oauth/par', 'pages'],
])('%s is served by %s', async (path, group) => {
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}${path}`)
  expect(await answer.text()).toBe(group)
})
