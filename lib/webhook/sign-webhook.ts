import { sign } from 'node:crypto'
import type { SigningKey } from '#lib/keys/index.ts'

export interface WebhookHeaders {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

/** Signs a message with Ed25519 (Standard Webhooks 1.0.0, `v1a`): its id, the time and the body, joined by dots. */
export function signWebhook(
  { privateKey }: Pick<SigningKey, 'privateKey'>,
  message: { id: string; atMs: number; body: string },
): WebhookHeaders {
  const timestamp = String(Math.floor(message.atMs / 1000))
  const signed = Buffer.from(`${message.id}.${timestamp}.${message.body}`)
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1a,${sign(null, signed, privateKey).toString('base64')}`,
  }
}
