import { db } from '#lib/db/index.ts'
import type { Participant, SoftwareProduct } from '../participant.ts'
import { participantSelect } from '../store.ts'

/** The last change of status that tells its reason. */
const lastReason = (where: object) => ({
  where: { reason: { not: null }, ...where },
  orderBy: { id: 'desc' as const },
  take: 1,
  select: { reason: true, sentence: true, happenedAt: true },
})

const publicProductSelect = {
  id: true,
  clientId: true,
  name: true,
  description: true,
  status: true,
  permissions: true,
  purposes: true,
  onwardSharing: true,
  logo: true,
  events: lastReason({}),
} as const

interface ReasonRow {
  reason: string | null
  sentence: string | null
  happenedAt: Date
}

/** A participant with all its products, each with the reason for its status. */
export interface RegisterRow extends Participant {
  events: ReasonRow[]
  products: (Pick<
    SoftwareProduct,
    'id' | 'clientId' | 'name' | 'description' | 'status' | 'permissions' | 'purposes' | 'onwardSharing'
  > & { logo: string | null; events: ReasonRow[] })[]
}

/** Everybody in the register, by trading name. */
export async function listRegister(): Promise<RegisterRow[]> {
  const rows = await db().participant.findMany({
    orderBy: [{ tradingName: 'asc' }, { id: 'asc' }],
    select: {
      ...participantSelect,
      events: lastReason({ productId: null }),
      products: { orderBy: [{ name: 'asc' }, { id: 'asc' }], select: publicProductSelect },
    },
  })
  return rows as unknown as RegisterRow[]
}
