import { AppError, isId, type SupplyPointHandle } from '#lib/core/index.ts'
import { discloseReadings } from '#lib/disclosure/index.ts'
import { encodeSeries, type Granularity, granularities } from '#lib/energy/index.ts'
import { takeTurn } from '#lib/limits/index.ts'
import type { ApiContext } from './context.ts'
import { parsePeriod } from './parse-period.ts'

/** GET /energy/v1/supply-points/{id}/readings?from&to&granularity */
export async function readReadings(c: ApiContext): Promise<Response> {
  const handle = parseHandle(c.req.param('id'))
  const period = parsePeriod(c.req.query('from'), c.req.query('to'))
  const granularity = parseGranularity(c.req.query('granularity'))
  const { body } = await discloseReadings(
    c.get('holder'),
    { handle, ...period, granularity },
    c.get('circumstances'),
    (shared, decided) => {
      takeTurn('client at data API', shared.clientId)
      return encodeSeries(handle, shared, decided)
    },
  )
  return c.body(body as string, 200, { 'content-type': 'application/json' })
}

function parseHandle(text: string | undefined): SupplyPointHandle {
  if (isId('handle', text)) return text
  throw new AppError('not_found', 'no-such-resource', 'There is no such resource.')
}

function parseGranularity(text: string | undefined): Granularity | undefined {
  if (text === undefined || granularities.includes(text as Granularity))
    return text as Granularity | undefined
  throw new AppError('invalid', 'granularity-not-valid', `granularity: one of ${granularities.join(', ')}.`)
}
