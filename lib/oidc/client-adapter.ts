import type { AdapterPayload } from 'oidc-provider'
import { findProductByClientId, mayTakePart } from '#lib/register/index.ts'
import { clientMetadata } from './client-metadata.ts'
import { RefusingAdapter } from './refusing-adapter.ts'

/** RFC 6749 A.1. PostgreSQL would fail at a NUL, and that is nobody's server error. */
const printable = /^[\x20-\x7e]+$/

/** Clients are the active software products of the register, read at each use: a suspended one is unknown at once. */
export class ClientAdapter extends RefusingAdapter {
  override async find(id: string): Promise<AdapterPayload | undefined> {
    if (!printable.test(id)) return undefined
    const product = await findProductByClientId(id)
    return product && mayTakePart(product) ? clientMetadata(product) : undefined
  }
}
