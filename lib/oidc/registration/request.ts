import { errors } from 'oidc-provider'
import { z } from 'zod'

export const LARGEST_REQUEST_BYTES = 32 * 1024

const members = z.looseObject({ software_statement: z.string().min(1) })

/** Client metadata as asked for (RFC 7591 section 2), with the statement that vouches for it. */
export interface RegistrationRequest {
  statement: string
  /** By its names on the wire; a member that is null isn't there (RFC 7592 section 2.2) */
  asked: Record<string, unknown>
}

/** Parses the body of a registration or an update. Values are never echoed. */
export function parseRequest(contentType: string | undefined, body: string): RegistrationRequest {
  if (!/^application\/json *(;|$)/i.test(contentType ?? '')) {
    throw new errors.InvalidRequest('the request must be application/json')
  }
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(body))
  if (!parsed.success) throw new errors.InvalidRequest('the request must be a JSON object')
  const vouched = members.safeParse(parsed.data)
  // There is no open registration (RFC 7591 section 3): who isn't vouched for isn't approved.
  if (!vouched.success) throw new errors.InvalidSoftwareStatement('software_statement: is needed')
  const { software_statement, ...rest } = vouched.data
  const asked = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  return { statement: software_statement, asked }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
