import type { SoftwareProduct } from '#lib/register/index.ts'
import { clientMetadata } from '../client-metadata.ts'
import { PARTICIPANT_ROLES } from '../introspection.ts'

/** The metadata in effect as its client sees it: keys by value, without what only this process knows. */
export function shownMetadata(product: SoftwareProduct): Record<string, unknown> {
  const {
    sector_identifier_uri: _,
    jwks_uri: __,
    [PARTICIPANT_ROLES]: ___,
    ...metadata
  } = clientMetadata(product)
  return { ...metadata, jwks: product.jwks }
}
