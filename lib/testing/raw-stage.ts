import { expect, vi } from 'vitest'
import { type Decision, startTestNode } from './node.ts'
import { type Answer, makeSigningKey } from './raw-client.ts'
import { type Change, RawFlow } from './raw-flow.ts'
import { allowAll, energyRequest, makeWorld, type World } from './world.ts'

export type RawStage = Awaited<ReturnType<typeof startRawStage>>

/** A node and two recipients that speak in raw requests. `clientChoices` as for `makeWorld`. */
export async function startRawStage(clientChoices: Record<string, unknown> = {}) {
  const node = await startTestNode()
  const { issuer } = node
  const [world, other] = [await makeWorld('one', clientChoices), await makeWorld('two', clientChoices)]
  const clientOf = ({ product, privateJwk, redirectUri }: World) => ({
    issuer,
    clientId: product.clientId,
    privateJwk,
    redirectUri,
  })
  const browse = (decision: Decision = allowAll(world)) => node.browse(world.actor, decision)

  const start = (of = world) => RawFlow.start(clientOf(of), energyRequest())

  /** A request that was pushed. */
  async function pushed(change: Change = {}): Promise<RawFlow> {
    const flow = await start()
    expect((await flow.push(change)).status).toBe(201)
    return flow
  }

  /** A request that the consumer allowed: it has a code. */
  async function authorised(change: Change = {}): Promise<RawFlow> {
    const flow = await pushed(change)
    await flow.authorise(await browse())
    expect(flow.code).toMatch(/^[\w-]{43,}$/)
    return flow
  }

  /** The whole way to tokens. */
  async function connected(change: Change = {}): Promise<RawFlow> {
    const flow = await authorised(change)
    expect((await flow.redeem()).status).toBe(200)
    return flow
  }

  return {
    issuer,
    world,
    other,
    client: clientOf(world),
    otherClient: clientOf(other),
    otherKey: await makeSigningKey(),
    browse,
    start,
    pushed,
    authorised,
    connected,
    close: node.close,
  }
}

/** Does something so many seconds from now: the clock of this process, node and client alike, is put forward. */
export async function later<T>(ahead: number, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ahead * 1000 })
  try {
    return await work()
  } finally {
    vi.useRealTimers()
  }
}

/** An OAuth error and nothing else (RFC 6749 5.2): one of these codes, as JSON that nobody may store, no token. */
export function expectRefusal({ status, headers, body }: Answer, expected: number, ...codes: string[]): void {
  expect({ status, error: body.error }).toEqual({ status: expected, error: expect.toBeOneOf(codes) })
  expect(headers.get('content-type')).toMatch(/^application\/json\b/)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(['error', 'error_description', 'scope']).toEqual(expect.arrayContaining(Object.keys(body)))
  expect(body.error_description ?? '').toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/)
}
