import { randomDPoPKeyPair } from 'openid-client'
import type { TestNode } from '#lib/testing/node.ts'
import { connect, grantedOf, partyOf } from '#lib/testing/party.ts'
import type { ThirdParty, Tokens } from '#lib/testing/third-party.ts'
import { allowAll, energyRequest, makeWorld, type World } from '#lib/testing/world.ts'

const CIBA = 'urn:openid:params:grant-type:ciba'
const clientChoices = { grant_types: ['authorization_code', 'refresh_token', CIBA] }

/** A consumer who has shared with a product that may ask again, and the id of that sharing. */
export interface Connected {
  world: World
  party: ThirdParty
  tokens: Tokens
  hint: string
}

let count = 0

/** What the tests of asking again do at a node: ask as a recipient does, answer as the consumer's page does. */
export async function askingAgain(node: TestNode) {
  // Only now: they ask for the node's database.
  const { allowWaiting, refuseWaiting } = await import('./decide-waiting.ts')
  const { proposeConsent } = await import('#lib/consent/index.ts')
  const { listWaitingRequests } = await import('./waiting-request.ts')

  async function connected(): Promise<Connected> {
    const world = await makeWorld(`again-${count++}`, clientChoices)
    const { party, tokens } = await connect(node, world)
    return { world, party, tokens, hint: grantedOf(tokens).arrangement_id as string }
  }

  const ask = (
    { party, hint }: Pick<Connected, 'party' | 'hint'>,
    parameters: Record<string, string> = {},
    detail = energyRequest(),
  ) => party.startBackchannel({ authorizationDetails: [detail], loginHint: hint }, parameters)

  const waitingOf = async ({ actor }: World) => (await listWaitingRequests(actor))[0]
  const waitingId = async (world: World) => (await waitingOf(world))?.id ?? ''

  /** Allows all; who signed in `minutesAgo`. */
  const allow = async (world: World, id?: string, minutesAgo = 0) => {
    const actor = {
      ...world.actor,
      signedInAt: new Date(Date.now() - minutesAgo * 60_000),
      method: 'password' as const,
    }
    const request = await waitingOf(world)
    const standing = request?.amends && (await proposeConsent(actor, request)).standing?.consentId
    return allowWaiting(actor, id ?? request?.id ?? '', { ...allowAll(world).allow, standing })
  }

  const refuse = async (world: World, id?: string) =>
    refuseWaiting(world.actor, id ?? (await waitingId(world)))

  /** One try of the client, without openid-client's patience. */
  async function pollOnce(world: World, authReqId: string) {
    const party = await partyOf(node, world)
    const endpoint = party.metadata().token_endpoint ?? ''
    const proof = await party.signProof(await randomDPoPKeyPair('ES256'), { htm: 'POST', htu: endpoint })
    const form = { grant_type: CIBA, auth_req_id: authReqId }
    const { status, body } = await party.postRaw(endpoint, form, proof)
    return { status, error: body.error }
  }

  return { connected, ask, waitingOf, waitingId, allow, refuse, pollOnce }
}
