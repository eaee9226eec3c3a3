import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSession, sealSession, sessionCookie } from '#lib/auth/session-token.ts'
import type { Choices } from '#lib/consent/index.ts'
import type { ConsumerActor } from '#lib/core/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { type TestBrowser, testBrowser } from './browser.ts'
import { nodeListener } from './listeners.ts'
import { type SecondProcess, startSecondProcess } from './second-process.ts'

/** What the person in the browser does when asked. */
export type Decision = { allow: Choices } | 'refuse'

export interface TestNode {
  issuer: string
  /** The other process of this node, where there are two */
  second: SecondProcess | undefined
  /** A browser in which `actor` is signed in at the portal */
  browse(actor: ConsumerActor, decision: Decision): Promise<TestBrowser>
  close(): Promise<void>
}

/**
 * A node with its own database: authorisation server, data API and ledger over HTTP; pages are played by code. With
 * two processes, every other request goes to the second.
 */
export async function startTestNode({ processes = 1 }: { processes?: 1 | 2 } = {}): Promise<TestNode> {
  await useTestDatabase()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(join(tmpdir(), 'energyos-node-'))
  Object.assign(process.env, { ISSUER: issuer, DATA_DIR: folder })
  const decisions = new Map<string, { actor: ConsumerActor; decision: Decision }>()
  const second = processes === 2 ? await startSecondProcess() : undefined
  const listener = await nodeListener()
  server.on('request', route(decisions, second?.share(listener) ?? listener))
  return {
    issuer,
    second,
    browse: async (actor, decision) => {
      const cookie = await sealSession(await openSession(actor.accountId, 'test'))
      decisions.set(cookie, { actor, decision })
      return testBrowser(issuer, new Map([[sessionCookie().name, cookie]]))
    },
    close: async () => {
      second?.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true })
    },
  }
}

function route(
  decisions: Map<string, { actor: ConsumerActor; decision: Decision }>,
  programs: RequestListener,
): RequestListener {
  return (req, res) =>
    req.url?.startsWith('/interaction/') ? void interact(req, res, decisions) : programs(req, res)
}

/** Does what the interaction pages do, with the same verbs. */
async function interact(
  req: IncomingMessage,
  res: ServerResponse,
  decisions: Map<string, { actor: ConsumerActor; decision: Decision }>,
): Promise<void> {
  const { allowRequest, confirmSignIn, readPendingRequest, refuseRequest } = await import(
    '#lib/oidc/decide-request.ts'
  )
  const browser = { req, res }
  const cookie = new RegExp(`${sessionCookie().name}=([^;]+)`).exec(req.headers.cookie ?? '')?.[1]
  const known = decisions.get(decodeURIComponent(cookie ?? ''))
  const pending = await readPendingRequest(browser, req.url?.split('/')[2] ?? '')
  if (!known || !pending) return void res.writeHead(410).end('run out')
  const { actor, decision } = known
  const next = () => {
    if (pending.prompt === 'login') return confirmSignIn(browser, actor)
    return decision === 'refuse'
      ? refuseRequest(browser, actor, pending)
      : allowRequest(browser, actor, pending, decision.allow)
  }
  await next().then(
    (location) => res.writeHead(303, { location }).end(),
    (error: Error) => {
      console.error(error)
      res.writeHead(400).end(error.message)
    },
  )
}
