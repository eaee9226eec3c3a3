import { AppError, type ArrangementId, type ConsentId, type ConsumerActor } from '#lib/core/index.ts'
import { coarserThan, finestUsage, type PermissionId, permissions } from '#lib/energy/index.ts'
import { findNarrowable, type NarrowableRow } from './store.ts'

/** What a consumer can share less of, in words: what their page shows. */
export interface NarrowingOffer {
  /** The consent that it is about: a decision names it again */
  standing: ConsentId
  /** Homes to stop sharing from; empty when there is only one, whose end would be the end of all */
  homes: { supplyPointId: string; label: string }[]
  /** Permissions to stop sharing; empty when there is only one */
  permissions: PermissionOption[]
  /** Less detail than now, finest first */
  coarser: PermissionOption[]
}

export interface PermissionOption {
  permission: PermissionId
  label: string
  reveals: string
}

/** What the consumer's page about sharing less offers; undefined when nothing stands, or nothing that can be narrowed. */
export async function offerNarrowing(
  actor: ConsumerActor,
  arrangementId: ArrangementId,
): Promise<NarrowingOffer | undefined> {
  const row = await findNarrowable(actor.accountId, arrangementId)
  return row ? offerOf(row) : undefined
}

export function offerOf(row: NarrowableRow): NarrowingOffer {
  const held = row.permissions as PermissionId[]
  const usage = finestUsage(held)
  const homes = row.supplyPoints.map(({ supplyPointId, supplyPoint }) => ({
    supplyPointId,
    label: labelOf(supplyPoint),
  }))
  return {
    standing: row.id as ConsentId,
    homes: homes.length > 1 ? homes : [],
    permissions: held.length > 1 ? held.map(toOption) : [],
    coarser: usage ? coarserThan(usage).map(toOption) : [],
  }
}

const toOption = (permission: PermissionId): PermissionOption => {
  const { label, reveals } = permissions[permission]
  return { permission, label, reveals }
}

export const labelOf = ({ address, postcode, mpan }: NarrowableRow['supplyPoints'][number]['supplyPoint']) =>
  `${address}, ${postcode}, meter ending ${mpan.slice(-4)}`

/** What the consumer chose to share less of: texts of a form, not yet believed. */
export interface Narrowing {
  /** The consent that the page was about */
  standing: string
  /** Supply points and permissions that they no longer share */
  homes: string[]
  permissions: string[]
  /** The coarser permission that takes the place of what they share of their use */
  usage?: string | undefined
}

/** What stays shared. */
export interface Kept {
  permissions: PermissionId[]
  supplyPoints: NarrowableRow['supplyPoints']
}

/** Narrows what stands to what was chosen. Throws `invalid` for what was not on offer, or when nothing would change or stay. */
export function narrow(row: NarrowableRow, chosen: Narrowing): Kept {
  const offer = offerOf(row)
  refuseForeign(offer, chosen)
  const held = row.permissions as PermissionId[]
  const usage = offer.coarser.find(({ permission }) => permission === chosen.usage)?.permission
  const permissions = held
    .filter((id) => !chosen.permissions.includes(id))
    .map((id) => (usage && id === finestUsage(held) ? usage : id))
  const supplyPoints = row.supplyPoints.filter(({ supplyPointId }) => !chosen.homes.includes(supplyPointId))
  if (permissions.length === 0 || supplyPoints.length === 0)
    throw new AppError(
      'invalid',
      'nothing-left',
      'That would leave nothing. To stop everything, stop sharing.',
    )
  return { permissions, supplyPoints }
}

function refuseForeign({ homes, permissions, coarser }: NarrowingOffer, chosen: Narrowing): void {
  const known: string[] = [
    ...homes.map(({ supplyPointId }) => supplyPointId),
    ...permissions.map(({ permission }) => permission),
  ]
  const named = [...chosen.homes, ...chosen.permissions]
  const offered = coarser.some(({ permission }) => permission === chosen.usage)
  if (named.some((one) => !known.includes(one)) || (chosen.usage && !offered))
    throw new AppError('invalid', 'not-offered', 'That choice was not on the page. Please choose again.')
  if (named.length === 0 && !chosen.usage)
    throw new AppError('invalid', 'nothing-chosen', 'Choose what you no longer want to share.')
}
