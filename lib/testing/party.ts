import type { Decision, TestNode } from './node.ts'
import { createThirdParty, type Tokens } from './third-party.ts'
import { allowAll, energyRequest, type World } from './world.ts'

/** The world's recipient as a real client of the node. */
export const partyOf = (node: TestNode, { product, privateJwk, redirectUri }: World) =>
  createThirdParty({ issuer: node.issuer, clientId: product.clientId, privateJwk, redirectUri })

/** Asks, lets the consumer decide in a browser, and comes back. */
export async function ask(
  node: TestNode,
  world: World,
  decision: Decision,
  detail = energyRequest(),
  parameters: Record<string, string> = {},
) {
  const party = await partyOf(node, world)
  const request = await party.startAuthorisation({ authorizationDetails: [detail], parameters })
  const browser = await node.browse(world.actor, decision)
  return { party, request, callback: await browser.follow(request.url) }
}

/** The whole way to tokens. */
export async function connect(
  node: TestNode,
  world: World,
  decision: Decision = allowAll(world),
  detail = energyRequest(),
  parameters: Record<string, string> = {},
) {
  const { party, request, callback } = await ask(node, world, decision, detail, parameters)
  return { party, tokens: await request.finish(callback) }
}

interface Granted {
  datatypes: string[]
  history: { from: string }
  access: { until: string }
  arrangement_id: `arr_${string}`
  supply_points: [string, ...string[]]
}

/** The one authorization_details element that was granted. */
export function grantedOf(tokens: Tokens): Granted {
  const [detail] = (tokens as unknown as { authorization_details: Granted[] }).authorization_details
  if (!detail) throw new Error('nothing was granted')
  return detail
}

/** Whole UTC days before today, as a query. */
export function lastDays(count: number): { from: string; to: string } {
  const today = Math.floor(Date.now() / 86_400_000) * 86_400_000
  return { from: new Date(today - count * 86_400_000).toISOString(), to: new Date(today).toISOString() }
}
