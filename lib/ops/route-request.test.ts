import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Route, routeRequest } from './route-request.ts'

const answering =
  (text: string): Route['listener'] =>
  (_req, res) =>
    res.end(text)

const routes = [
  { group: 'oauth', paths: ['/oauth/', '/.well-known/openid-configuration'], listener: answering('oauth') },
  { group: 'api', paths: ['/.well-known/oauth-protected-resource*'], listener: answering('api') },
]

let server: Server

async function open(listener: Route['listener']): Promise<Server> {
  const opened = createServer(listener)
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve))
  return opened
}

const get = (from: Server, path: string) =>
  fetch(`http://127.0.0.1:${(from.address() as AddressInfo).port}${path}`)

beforeAll(async () => {
  server = await open(routeRequest(routes, answering('pages')))
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
  const answer = await get(server, path)
  expect(await answer.text()).toBe(group)
})
