import { z } from 'zod'
import type { ParticipantRole } from '../participant.ts'
import { plainLine } from '../status/reason.ts'
import { clientKeys } from './client-keys.ts'
import { logoPng } from './logo.ts'
import { redirectUri, webAddress } from './redirect-uri.ts'

const roles = ['data-holder', 'data-recipient', 'regulator', 'operator'] as const satisfies ParticipantRole[]

const distinct =
  <T extends z.ZodType>(item: T, nameOf = (value: z.infer<T>): unknown => value) =>
  (list: z.infer<T>[]) =>
    item && new Set(list.map(nameOf)).size === list.length

/** A list in which nothing comes twice. */
const listOf = <T extends z.ZodType>(item: T, most: number) =>
  z.array(item).max(most).refine(distinct(item), { error: 'the same thing twice' })

/** What is known of an organisation, as it comes through a door. Of people there is nothing: contacts are offices. */
export const participantDetails = z.strictObject({
  registerNumber: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{1,39}$/, 'letters, digits and hyphens'),
  legalName: plainLine(160),
  tradingName: plainLine(60),
  roles: listOf(z.enum(roles), roles.length).min(1),
  website: webAddress,
  privacyUrl: webAddress,
  contactEmail: z.email().max(254),
  contactPhone: z.string().regex(/^\+?[0-9][0-9 ()-]{4,24}$/, 'a phone number'),
})

export type ParticipantDetails = z.infer<typeof participantDetails>

/** What other nouns know and the register must not: which permissions there are, what a client may choose. */
export interface KnownElsewhere {
  permissions: readonly string[]
  clientChoices: z.ZodType<Record<string, unknown>>
}

const purpose = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'lower-case words joined by _'),
  text: plainLine(140),
})

/** What is known of a software product, as it comes through a door. */
export const productDetails = ({ permissions, clientChoices }: KnownElsewhere) =>
  z.strictObject({
    clientId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._~:/-]{2,127}$/, 'letters, digits and . _ ~ : / -'),
    name: plainLine(60),
    description: plainLine(256),
    redirectUris: listOf(redirectUri, 20).min(1),
    jwks: clientKeys,
    permissions: listOf(z.enum(permissions), permissions.length).min(1),
    purposes: z
      .array(purpose)
      .min(1)
      .max(20)
      .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, {
        error: 'the same code twice',
      }),
    onwardSharing: listOf(plainLine(80), 20).default([]),
    clientChoices: clientChoices.default({}),
    logo: logoPng.optional(),
  })

export type ProductDetailsInput = z.infer<ReturnType<typeof productDetails>>
