import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'

const part = z.string().max(16_384)

const common = {
  id: z.string().min(1).max(1400),
  rawId: z.string().max(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
}

const registration = z.object({
  ...common,
  response: z.object({
    clientDataJSON: part,
    attestationObject: part,
    transports: z.array(z.string().max(32)).max(8).optional(),
  }),
})

const authentication = z.object({
  ...common,
  response: z.object({
    clientDataJSON: part,
    authenticatorData: part,
    signature: part,
    userHandle: z.string().max(128).optional(),
  }),
})

/** Text of a form as JSON of that shape; undefined when it isn't. */
function parse<S extends z.ZodType>(schema: S, text: string): z.output<S> | undefined {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** What a browser sent that has made a passkey. */
export const parseRegistration = (text: string) =>
  parse(registration, text) as RegistrationResponseJSON | undefined

/** What a browser sent whose passkey has signed. */
export const parseAuthentication = (text: string) =>
  parse(authentication, text) as AuthenticationResponseJSON | undefined
