import canonicalize from 'canonicalize'
import { hashLeaf, rootOf, toUtf8 } from '#lib/tlog/index.ts'
import type { JsonValue } from './commitment.ts'

/**
 * One hash that commits to every record of a batch: the Merkle root (RFC 9162 section 2.1.1) over their canonical
 * JSON (RFC 8785), in base64url. Each record can be proven against it.
 */
export function batchRoot(records: readonly JsonValue[]): string {
  const leaves = records.map((record) => hashLeaf(toUtf8(canonicalize(record) ?? '')))
  return Buffer.from(rootOf(leaves)).toString('base64url')
}
