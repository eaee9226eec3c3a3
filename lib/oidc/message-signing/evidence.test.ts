import { createHash } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/index.ts'
import { startTestNode } from '#lib/testing/node.ts'
import { allowAll, energyRequest, makeWorld } from '#lib/testing/world.ts'
import { signingClient } from './testing.ts'

const node = await startTestNode()
afterAll(node.close)
const world = await makeWorld('evidence')
const client = await signingClient(node, world)

/** The newest consent and the private part of the newest entry. */
async function lastDecision() {
  const { requestObject } = await db().consent.findFirstOrThrow({ orderBy: { decidedAt: 'desc' } })
  const { private: opened } = await db().ledgerOpening.findFirstOrThrow({ orderBy: { entrySeq: 'desc' } })
  return { requestObject, asked: (opened as { asked: string | null }).asked }
}

describe('what was asked can be shown later', () => {
  test.each([
    ['given', allowAll],
    ['refused', () => 'refuse' as const],
  ])('a consent that was %s keeps the signed request, and its entry commits to it', async (_what, decide) => {
    const signed = await client.signRequest()
    await client.authorise(await client.push({ request: signed }), decide(world))
    const { requestObject, asked } = await lastDecision()
    expect(requestObject).toBe(signed)
    expect(asked).toBe(createHash('sha256').update(signed).digest('base64url'))
    const key = await importJWK(world.product.jwks.keys[0] ?? {}, 'ES256')
    const { payload } = await compactVerify(requestObject ?? '', key)
    const claims = JSON.parse(Buffer.from(payload).toString())
    expect(claims).toMatchObject({ iss: client.clientId, authorization_details: [energyRequest()] })
  })

  test('a plain request leaves none', async () => {
    const details = JSON.stringify([energyRequest()])
    const pushed = await client.push({ ...client.parameters(), authorization_details: details })
    await client.authorise(pushed)
    expect(await lastDecision()).toEqual({ requestObject: null, asked: null })
  })
})
