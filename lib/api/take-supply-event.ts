import { receiveSupplyEvent } from '#lib/tenancy/index.ts'
import type { ApiContext } from './context.ts'

/** What a data holder reports about a supply point: the body is the signed JWT. The answer is the same for every number. */
export async function takeSupplyEvent(c: ApiContext): Promise<Response> {
  await receiveSupplyEvent((await c.req.text()).trim())
  c.res.headers.set('cache-control', 'no-store')
  return c.json({ taken: true }, 202)
}
