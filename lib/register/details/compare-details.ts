import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Participant, ProductDetails, SoftwareProduct } from '../participant.ts'
import type { ParticipantDetails } from './details.ts'

/** One thing that a change would change. */
export interface Difference<F extends string = string> {
  field: F
  before: unknown
  after: unknown
}

export const productFields = [
  'name',
  'description',
  'redirectUris',
  'jwks',
  'permissions',
  'purposes',
  'onwardSharing',
  'clientChoices',
  'logo',
] as const satisfies (keyof ProductDetails)[]

export const participantFields = [
  'legalName',
  'tradingName',
  'roles',
  'website',
  'privacyUrl',
  'contactEmail',
  'contactPhone',
] as const satisfies (keyof ParticipantDetails)[]

/** What would change in a product, in the order in which it is reviewed; all of it when there is none yet. */
export const productDifferences = (before: SoftwareProduct | undefined, after: ProductDetails) =>
  differences(productFields, before, after)

/** The same for a participant. */
export const participantDifferences = (before: Participant, after: ParticipantDetails) =>
  differences(participantFields, before, after)

/** SHA-256 of all that a reviewer sees: what stands and what would come. Approving names what was seen. */
export const digestReview = (before: SoftwareProduct | undefined, after: ProductDetails): string =>
  createHash('sha256')
    .update(canonicalize(productDifferences(before, after)) ?? '')
    .digest('base64url')

/** A name of the code as the ledger writes it: `redirectUris` is `redirect-uris`. */
export const toCode = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function differences<F extends string>(
  fields: readonly F[],
  before: { [K in F]?: unknown } | undefined,
  after: { [K in F]?: unknown },
): Difference<F>[] {
  return fields
    .map((field) => ({ field, before: before?.[field], after: after[field] }))
    .filter((one) => print(one.before) !== print(one.after))
}

/** Nothing, an empty list and an empty object are the same: nothing was said. Words of a list have no order. */
const print = (value: unknown): string => (isEmpty(value) ? '' : (canonicalize(inAnyOrder(value)) ?? ''))

const inAnyOrder = (value: unknown): unknown =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.toSorted() : value

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)
