import { randomUUID } from 'node:crypto'
import type { Configuration } from 'openid-client'
import { z } from 'zod'
import { type Connection, read } from './connection.ts'

const granularity = z.enum(['PT30M', 'P1D', 'P1M'])
export type Granularity = z.infer<typeof granularity>

const supplyPoint = z.object({
  supplyPointId: z.string(),
  direction: z.enum(['import', 'export']),
  /** Finest that is shared; null shares no readings */
  granularity: granularity.nullish(),
  postcodeArea: z.string().optional(),
  mpanLast4: z.string().optional(),
})
export type SupplyPoint = z.infer<typeof supplyPoint>

const total = z.object({ value: z.number().nullable(), readings: z.number(), periods: z.number() })
const day = total.extend({ settlementDate: z.iso.date() })
const month = total.extend({ month: z.string().regex(/^\d{4}-\d{2}$/) })
const halfHours = z.object({
  settlementDate: z.iso.date(),
  start: z.iso.datetime({ offset: true }),
  values: z.array(z.number().nullable()).max(50),
})
/** Energy in Wh; null where there is no reading. Days without any are left out. */
export type DayTotal = z.infer<typeof day>
export type MonthTotal = z.infer<typeof month>
export type HalfHours = z.infer<typeof halfHours>

/** The data API said no, or something that we don't understand. */
export class ApiError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the data API answered: ${code}`)
    this.code = code
  }
}

/** The data API as one consumer opened it to us. `customerIp` tells it that they are looking right now (FAPI). */
export function energyApi(config: Configuration, connection: Connection, issuer: string, customerIp: string) {
  async function get<T>(path: string, shape: z.ZodType<T>): Promise<T> {
    const headers = new Headers({
      accept: 'application/json',
      'x-fapi-interaction-id': randomUUID(),
      'x-fapi-customer-ip-address': customerIp,
    })
    const response = await read(config, connection, new URL(`${issuer}/energy/v1${path}`), headers)
    if (!response.ok) throw new ApiError(`http_${response.status}`)
    const parsed = shape.safeParse(await response.json().catch(() => undefined))
    if (!parsed.success) throw new ApiError('unreadable')
    return parsed.data
  }
  const readings = (id: string, from: string, to: string, finest: Granularity) =>
    `/supply-points/${encodeURIComponent(id)}/readings?${new URLSearchParams({ from, to, granularity: finest })}`

  return {
    supplyPoints: async () =>
      (await get('/supply-points', z.object({ supplyPoints: z.array(supplyPoint) }))).supplyPoints,
    halfHours: async (id: string, from: string, to: string) =>
      (await get(readings(id, from, to, 'PT30M'), z.object({ days: z.array(halfHours) }))).days,
    days: async (id: string, from: string, to: string) =>
      (await get(readings(id, from, to, 'P1D'), z.object({ days: z.array(day) }))).days,
    months: async (id: string, from: string, to: string) =>
      (await get(readings(id, from, to, 'P1M'), z.object({ months: z.array(month) }))).months,
  }
}
export type EnergyApi = ReturnType<typeof energyApi>
