import { discloseSupplyPoints } from '#lib/disclosure/index.ts'
import { finestUsage, granularityOf, type PermissionId } from '#lib/energy/index.ts'
import { takeTurn } from '#lib/limits/index.ts'
import type { ApiContext } from './context.ts'

/** GET /energy/v1/supply-points: what the consent covers, by handle. Area and last four digits only if shared. */
export async function readSupplyPoints(c: ApiContext): Promise<Response> {
  const { permissions, points } = await discloseSupplyPoints(
    c.get('holder'),
    c.get('circumstances'),
    (clientId) => takeTurn('client at data API', clientId),
  )
  const usage = finestUsage(permissions as PermissionId[])
  const detail = permissions.includes('supply-point.detail')
  const basic = permissions.includes('supply-point.basic')
  return c.json({
    supplyPoints: points.map(({ handle, fuel, direction, postcode, mpan }) => ({
      supplyPointId: handle,
      fuel,
      direction,
      timeZone: 'Europe/London',
      granularity: usage ? granularityOf(usage) : null,
      ...(basic && { postcodeArea: postcode.split(' ')[0], mpanLast4: mpan.slice(-4) }),
      ...(detail && { mpan }),
    })),
  })
}
