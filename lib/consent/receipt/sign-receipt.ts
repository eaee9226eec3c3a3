import canonicalize from 'canonicalize'
import { FlattenedSign, type JSONWebKeySet } from 'jose'
import { signingKey, signingKeys } from '#lib/keys/index.ts'
import type { Receipt } from './describe-receipt.ts'
import { RECEIPT_TYPE } from './verify-receipt.ts'

/** Signs a receipt: a JWS (RFC 7515) whose payload, the receipt's canonical JSON (RFC 8785), is detached. */
export async function signReceipt(receipt: Receipt): Promise<string> {
  const { id, privateKey } = await signingKey('receipt')
  const { protected: header, signature } = await new FlattenedSign(Buffer.from(canonicalize(receipt) ?? ''))
    .setProtectedHeader({ alg: 'ES256', kid: id, typ: RECEIPT_TYPE })
    .sign(privateKey)
  return `${header}..${signature}`
}

/** The public keys that our receipts are signed with (RFC 7517). */
export async function receiptKeys(): Promise<JSONWebKeySet> {
  const keys = await signingKeys('receipt')
  return { keys: keys.map(({ id, publicJwk }) => ({ ...publicJwk, kid: id, alg: 'ES256', use: 'sig' })) }
}
