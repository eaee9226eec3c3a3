import { z } from 'zod'
import { AppError } from '#lib/core/index.ts'
import { type PermissionId, permissions } from '#lib/energy/index.ts'

/** The `type` of our authorization_details element (RFC 9396 section 2). */
export const ENERGY_DATA = 'urn:energyos:energy-data:v1'

const settlementDate = z.iso.date()
const permission = z.enum(Object.keys(permissions) as [PermissionId, ...PermissionId[]])
/** What follows the prefix of an id (`lib/core/id.ts`) */
const random = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

/** What a recipient asks for. The descriptions are published: scripts/write-schemas.ts makes JSON Schemas of these. */
export const requestElement = z.strictObject({
  type: z.literal(ENERGY_DATA),
  actions: z.array(z.literal('read')).length(1),
  datatypes: z
    .array(permission)
    .min(1)
    .max(8)
    .refine((ids) => new Set(ids).size === ids.length, 'names a permission twice')
    .meta({ uniqueItems: true, description: 'Permissions. Half-hourly implies daily implies monthly.' }),
  history: z
    .strictObject({ from: settlementDate })
    .meta({ description: 'The first settlement day that may be read; not in the future.' }),
  access: z
    .strictObject({ until: settlementDate })
    .meta({ description: 'The last settlement day of sharing, inclusive; from today to 12 months ahead.' }),
  purpose: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/)
    .meta({ description: 'The code of a purpose that the register approved for the client.' }),
  locations: z
    .array(z.string().regex(/^https?:\/\/[!-~]{1,2000}$/))
    .max(1)
    .optional(),
})

/** What comes back: the element as it was granted, perhaps narrower than it was asked for (RFC 9396 section 7). */
export const grantedElement = requestElement.extend({
  arrangement_id: z
    .templateLiteral(['arr_', random])
    .meta({ description: 'The grant_id: the same through all changes of this sharing.' }),
  supply_points: z
    .array(z.templateLiteral(['sp_', random]))
    .min(1)
    .meta({ description: 'The homes chosen, by handles that mean nothing to anybody else.' }),
})

/** One authorization_details element of our type. Dates are settlement days, inclusive. */
export type ConsentRequest = z.infer<typeof requestElement>
export type GrantedDetail = z.infer<typeof grantedElement>

/** Parses one element. Throws `invalid` naming the members at fault; values are never echoed. */
export function parseConsentRequest(detail: unknown): ConsentRequest {
  const parsed = requestElement.safeParse(detail)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'element'}: ${message}`)
  throw new AppError('invalid', 'authorization-details', faults.join('; '))
}
