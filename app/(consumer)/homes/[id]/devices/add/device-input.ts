import { z } from 'zod'
import { nowMs } from '#lib/core/index.ts'
import { type DeviceKind, deviceKinds, settlementDateOf, settlementDayStart } from '#lib/energy/index.ts'

const line = z.string().max(200).default('')

export const devicePost = z.object({ kind: line, label: line, make: line, model: line, ownedFrom: line })

export type DeviceField = keyof z.output<typeof devicePost>

/** Words on one line, nothing invisible */
const words = (missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(60, 'Use at most 60 characters')
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'Use letters, digits and spaces')

const details = z.object({
  kind: z.enum(Object.keys(deviceKinds) as [DeviceKind, ...DeviceKind[]], 'Choose what it is'),
  label: words('Enter a name for it'),
  make: words('Enter who made it'),
  model: words('Enter its model'),
  ownedFrom: z.iso
    .date('Enter the day from which it is yours')
    .refine((date) => date >= '1972-01-01', 'Enter the day from which it is yours')
    .refine((date) => date <= settlementDateOf(nowMs()), 'Enter a day that is not in the future')
    .transform((date) => new Date(settlementDayStart(date >= '1972-01-01' ? date : '1972-01-01'))),
})

/** What was typed, read; or what is wrong with it. */
export function parseDevice(typed: Partial<Record<DeviceField, string>>) {
  const parsed = details.safeParse(typed)
  if (parsed.success) return { device: parsed.data, faults: {} as Partial<Record<DeviceField, string>> }
  const faults: Partial<Record<DeviceField, string>> = {}
  for (const { path, message } of parsed.error.issues) faults[path[0] as DeviceField] ??= message
  return { device: undefined, faults }
}
