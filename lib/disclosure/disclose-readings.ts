import { AppError, tokenNotAccepted } from '#lib/core/index.ts'
import {
  coarserOrEqual,
  finestUsage,
  type Granularity,
  granularityOf,
  narrowedTo,
  type PermissionId,
} from '#lib/energy/index.ts'
import { recordDisclosure } from './record-disclosure.ts'
import type { Circumstances, Holder } from './shared.ts'
import { readShared, type SharedReadings } from './store.ts'

export interface ReadingsRequest {
  handle: string
  fromMs: number
  toMs: number
  granularity: Granularity | undefined
}

/** What may leave: encoded by the caller, which returns the text and how many readings are in it. */
export interface Encoded {
  body: string | Buffer
  readings: number
}

/**
 * Decide, read, record, release: the only way by which readings leave. `encode` is given exactly what the
 * consent lets through at the granularity decided; its answer is returned once the record is durable.
 */
export async function discloseReadings(
  holder: Holder,
  request: ReadingsRequest,
  circumstances: Circumstances,
  encode: (shared: SharedReadings, granularity: Granularity) => Encoded,
): Promise<Encoded> {
  const shared = await readShared(holder, request.handle, request.fromMs, request.toMs)
  if (!shared) throw tokenNotAccepted()
  const { permission, granularity } = decideGranularity(permitted(shared), request.granularity)
  const encoded = encode(shared, granularity)
  await recordDisclosure({
    holder,
    circumstances,
    record: {
      arrangementId: shared.arrangementId,
      consentId: shared.consentId,
      supplyPointId: shared.supplyPointId,
      permission,
      granularity,
      periodFrom: new Date(shared.fromMs),
      periodTo: new Date(shared.toMs),
      readings: encoded.readings,
    },
  })
  return encoded
}

/** What was agreed, narrowed to what the proof of occupancy opens: it can have run out and been given anew, more weakly. */
const permitted = ({ permissions, level }: SharedReadings): string[] =>
  level === null ? permissions : narrowedTo(level, permissions as PermissionId[])

/** What to answer with: the granularity asked for if the consent allows it, else the finest allowed; and the permission it is. */
function decideGranularity(permissions: string[], asked: Granularity | undefined) {
  const finest = finestUsage(permissions as PermissionId[])
  if (!finest) {
    throw new AppError('forbidden', 'permission-not-granted', 'The consumer did not share readings.')
  }
  const permission = asked ? coarserOrEqual(finest).find((id) => granularityOf(id) === asked) : finest
  const granularity = permission && granularityOf(permission)
  if (!permission || !granularity) {
    const message = `The consumer shares no finer readings than ${granularityOf(finest)}.`
    throw new AppError('forbidden', 'granularity-not-granted', message)
  }
  return { permission, granularity }
}
