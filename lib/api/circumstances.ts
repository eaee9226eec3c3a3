import { randomUUID } from 'node:crypto'
import type { Circumstances } from '#lib/disclosure/index.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The request's correlation id, taken over when it is a UUID and made otherwise (FAPI x-fapi-interaction-id). */
export function interactionIdOf(headers: Headers): string {
  const given = headers.get('x-fapi-interaction-id')
  return given && uuid.test(given) ? given.toLowerCase() : randomUUID()
}

/** What the access history keeps about a request. */
export const circumstancesOf = (headers: Headers, interactionId: string): Circumstances => ({
  interactionId,
  customerPresent: headers.has('x-fapi-customer-ip-address'),
})
