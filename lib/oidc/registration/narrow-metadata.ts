import { isDeepStrictEqual } from 'node:util'
import { errors } from 'oidc-provider'
import { z } from 'zod'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { ownChoices } from '../client-choices.ts'
import { clientMetadata } from '../client-metadata.ts'
import { checkClient } from './check-client.ts'
import { shownMetadata } from './shown-metadata.ts'

type Metadata = Readonly<Record<string, unknown>>

/** What a request may choose. Other choices are for the operator to make. */
const open = z.object(ownChoices)

/** What the statement says, whatever the request says (RFC 7591 section 2.3). */
const stated = new Set(['client_id', 'client_name', 'application_type', 'redirect_uris', 'jwks'])

/**
 * The client choices of a product that asks for this metadata. It may have less than the register approved, never
 * more or other; members that we don't know are ignored (RFC 7591 section 2).
 * @throws `invalid_redirect_uri` or `invalid_client_metadata`, naming the member
 */
export async function narrowMetadata(product: SoftwareProduct, asked: Metadata): Promise<Metadata> {
  const chosen = parseChoices(asked)
  refuseForeignRedirects(product, chosen.redirect_uris)
  const choices = { ...choicesOfOperator(product), ...chosen }
  const narrowed = { ...product, clientChoices: choices }
  refuseOther(shownMetadata(narrowed), asked)
  await checkClient(clientMetadata(narrowed))
  return choices
}

const choicesOfOperator = ({ clientChoices = {} }: SoftwareProduct) =>
  Object.fromEntries(Object.entries(clientChoices).filter(([name]) => !Object.hasOwn(open.shape, name)))

function parseChoices(asked: Metadata) {
  const named = Object.keys(open.shape).filter((name) => Object.hasOwn(asked, name))
  const parsed = open.safeParse(Object.fromEntries(named.map((name) => [name, asked[name]])))
  if (!parsed.success) {
    throw new errors.InvalidClientMetadata(`${String(parsed.error.issues[0]?.path[0])}: is not possible here`)
  }
  // The response type is `code`, so this is implied (RFC 7591 section 2.1).
  if (parsed.data.grant_types?.includes('authorization_code') ?? true) return parsed.data
  throw new errors.InvalidClientMetadata('grant_types: must include authorization_code')
}

function refuseForeignRedirects({ redirectUris }: SoftwareProduct, asked: string[] = []): void {
  if (asked.every((uri) => redirectUris.includes(uri))) return
  throw new errors.InvalidClientMetadata('redirect_uris: must be among those of the software statement')
}

function refuseOther(effective: Metadata, asked: Metadata): void {
  for (const [name, value] of Object.entries(effective)) {
    if (stated.has(name) || !Object.hasOwn(asked, name) || isDeepStrictEqual(asked[name], value)) continue
    throw new errors.InvalidClientMetadata(`${name}: can only be ${JSON.stringify(value)} here`)
  }
}
