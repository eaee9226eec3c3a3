import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSession, readSession, sealSession, sessionCookie } from '#lib/auth/session-token.ts'
import type { Choices } from '#lib/consent/index.ts'
import type { ConsumerActor } from '#lib/core/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { type TestBrowser, type TestFetch, testBrowser } from './browser.ts'
import { nodeListener } from './listeners.ts'
import { startTwinProcess, type TwinProcess } from './twin-process.ts'

/** What the person in the browser does when asked. */
export type Decision = { allow: Choices } | 'refuse'

export interface TestNode {
  issuer: string
  /** How many requests have come so far */
  received(): number
  /** The other process of this node, where there are two */
  second: TwinProcess | undefined
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
  const { admitRequest } = await import('#lib/transport/index.ts')
  const second = processes === 2 ? await startTwinProcess() : undefined
  const { listener, browse } = await playPages(issuer, { second })
  server.on('request', admitRequest(listener))
  let received = 0
  server.on('request', () => received++)
  return {
    issuer,
    second,
    browse,
    received: () => received,
    close: async () => {
      second?.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true })
    },
  }
}

type Decisions = Map<string, { actor: ConsumerActor; decision: Decision }>

interface Playing {
  fetcher?: TestFetch | undefined
  second?: TwinProcess | undefined
}

/** All of the node but the pages, and a browser whose person does what the pages would let them do. */
export async function playPages(issuer: string, { fetcher, second }: Playing = {}) {
  const decisions: Decisions = new Map()
  const browse = async (actor: ConsumerActor, decision: Decision): Promise<TestBrowser> => {
    const cookie = await sealSession(await openSession(actor.accountId, 'test', 'password'))
    decisions.set(cookie, { actor, decision })
    return testBrowser(issuer, new Map([[sessionCookie().name, cookie]]), fetcher)
  }
  const programs = await nodeListener()
  return { listener: route(decisions, second?.share(programs) ?? programs), browse }
}

function route(decisions: Decisions, programs: RequestListener): RequestListener {
  return (req, res) =>
    req.url?.startsWith('/interaction/') ? void interact(req, res, decisions) : programs(req, res)
}

/** Does what the interaction pages do, with the same verbs. */
async function interact(req: IncomingMessage, res: ServerResponse, decisions: Decisions): Promise<void> {
  const { allowRequest, confirmSignIn, mustSignInAgain, readPendingRequest, refuseRequest } = await import(
    '#lib/oidc/decide-request.ts'
  )
  const { proposeConsent } = await import('#lib/consent/index.ts')
  const browser = { req, res }
  const cookie = new RegExp(`${sessionCookie().name}=([^;]+)`).exec(req.headers.cookie ?? '')?.[1]
  const sealed = decodeURIComponent(cookie ?? '')
  const [known, session] = [decisions.get(sealed), await readSession(sealed)]
  const pending = await readPendingRequest(browser, req.url?.split('/')[2] ?? '')
  if (!known || !session || !pending) return void res.writeHead(410).end('run out')
  const { decision } = known
  const actor = { ...known.actor, signedInAt: session.createdAt, method: session.method }
  const allowAsShown = async (choices: Choices) => {
    const shown = await proposeConsent(actor, pending).catch(() => undefined)
    return allowRequest(browser, actor, pending, { ...choices, standing: shown?.standing?.consentId })
  }
  const next = () => {
    if (mustSignInAgain(pending, actor)) return Promise.resolve('/sign-in')
    if (pending.prompt === 'login') return confirmSignIn(browser, actor, pending)
    return decision === 'refuse' ? refuseRequest(browser, actor, pending) : allowAsShown(decision.allow)
  }
  await next().then(
    (location) => res.writeHead(303, { location }).end(),
    (error: Error) => {
      console.error(error)
      res.writeHead(400).end(error.message)
    },
  )
}
