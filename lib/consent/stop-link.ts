import { createHmac, timingSafeEqual } from 'node:crypto'
import { type ArrangementId, isId } from '#lib/core/index.ts'
import { secret, secrets } from '#lib/keys/index.ts'

const PREFIX = 'arr_'

export type StopPath = `/stop/${string}`

/**
 * Where a mail leads that stops a connection, after a page that asks. Whoever holds it can stop that one connection,
 * see whose app it is about, and nothing else (W9).
 */
export const stopPath = async (arrangementId: ArrangementId): Promise<StopPath> =>
  (await stopPaths())(arrangementId)

/** The same for many, with one look at our keys. */
export async function stopPaths(): Promise<(arrangementId: ArrangementId) => StopPath> {
  const key = await secret('stop-link')
  return (arrangementId) =>
    `/stop/${arrangementId.slice(PREFIX.length)}.${sign(arrangementId, key).toString('base64url')}`
}

/** The arrangement that a link of ours names; undefined for any other text. */
export async function readStopLink(token: string): Promise<ArrangementId | undefined> {
  const [, name, mac] = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? []
  const arrangementId = `${PREFIX}${name}`
  if (!mac || !isId('arrangement', arrangementId)) return undefined
  const given = Buffer.from(mac, 'base64url')
  const genuine = (await secrets('stop-link')).some((key) => timingSafeEqual(sign(arrangementId, key), given))
  return genuine ? arrangementId : undefined
}

const sign = (arrangementId: string, key: Buffer): Buffer =>
  createHmac('sha256', key).update(`stop:${arrangementId}`).digest()
