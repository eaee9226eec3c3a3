import { z } from 'zod'
import { AppError } from '#lib/core/index.ts'
import { isPermission, type PermissionId } from '#lib/energy/index.ts'

/** The `type` of our authorization_details element (RFC 9396 section 2). */
export const ENERGY_DATA = 'urn:energyos:energy-data:v1'

const settlementDate = z.iso.date()

const permission = z
  .string()
  .refine(isPermission, 'not a permission that this node knows') as unknown as z.ZodType<PermissionId>

const element = z.strictObject({
  type: z.literal(ENERGY_DATA),
  actions: z.tuple([z.literal('read')]),
  datatypes: z
    .array(permission)
    .min(1)
    .max(8)
    .refine((ids) => new Set(ids).size === ids.length, 'names a permission twice'),
  history: z.strictObject({ from: settlementDate }),
  access: z.strictObject({ until: settlementDate }),
  purpose: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  locations: z
    .array(z.url().regex(/^[\x21-\x7e]{1,2048}$/, 'not printable ASCII'))
    .max(1)
    .optional(),
})

/** What a recipient asks for: one authorization_details element of our type. Dates are settlement days, inclusive. */
export type ConsentRequest = z.infer<typeof element>

/** Parses one element. Throws `invalid` naming the members at fault; values are never echoed. */
export function parseConsentRequest(detail: unknown): ConsentRequest {
  const parsed = element.safeParse(detail)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'element'}: ${message}`)
  throw new AppError('invalid', 'authorization-details', faults.join('; '))
}
