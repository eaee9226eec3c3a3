/** What the node tells us: ids, and what happened. */
export interface Webhook {
  type: string
  data: { arrangementId: string; sequence: number; deletionRequested?: boolean }
}

/** It isn't the node's, or it is old. */
export class WebhookRefused extends Error {}

const MOST_SECONDS = 300

/**
 * Reads a message once its signature is that of a key which the node publishes (Standard Webhooks 1.0.0, `v1a`), and
 * its time is the present. Reading one twice does no harm here; where it would, remember `webhook-id`.
 */
export async function readWebhook(issuer: string, headers: Headers, body: string): Promise<Webhook> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map(
    (name) => headers.get(`webhook-${name}`) ?? '',
  )
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp || Number.NaN)) <= MOST_SECONDS))
    throw new WebhookRefused('old')
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  for (const key of await fetchKeys(issuer))
    for (const signature of signaturesOf(signatures ?? ''))
      if (await crypto.subtle.verify('Ed25519', key, signature, signed)) return JSON.parse(body) as Webhook
  throw new WebhookRefused('not signed by the node')
}

async function fetchKeys(issuer: string): Promise<CryptoKey[]> {
  const response = await fetch(`${issuer}/webhooks/jwks.json`, { redirect: 'error' })
  const { keys } = (await response.json()) as { keys: JsonWebKey[] }
  return Promise.all(
    keys.map(({ kty, crv, x }) =>
      crypto.subtle.importKey('jwk', { kty, crv, x } as JsonWebKey, 'Ed25519', false, ['verify']),
    ),
  )
}

const signaturesOf = (header: string): Uint8Array<ArrayBuffer>[] =>
  header
    .split(' ')
    .filter((one) => one.startsWith('v1a,'))
    .map((one) => Uint8Array.from(Buffer.from(one.slice(4), 'base64')))
