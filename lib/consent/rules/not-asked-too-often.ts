import { AppError, type ConsumerActor, nowMs } from '#lib/core/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { countRefusals } from '../store.ts'

const DAYS = 30
const ASKS_AGAIN = 3

/**
 * Whoever was refused may ask the same person again three times in 30 days; the fourth is refused for them, without a
 * page (R8). Who says yes in between starts anew. An ask that was left unanswered counts for nothing: nobody said no.
 */
export async function notAskedTooOften(
  actor: Pick<ConsumerActor, 'accountId'>,
  product: Pick<SoftwareProduct, 'id'>,
): Promise<void> {
  if (await isAskedTooOften(actor, product))
    throw new AppError('forbidden', 'asked-too-often', 'The consumer has refused this app several times.')
}

/** The first refusal, and one for each time that they were asked again. */
export const isAskedTooOften = async (
  { accountId }: Pick<ConsumerActor, 'accountId'>,
  { id }: Pick<SoftwareProduct, 'id'>,
): Promise<boolean> =>
  (await countRefusals(accountId, id, new Date(nowMs() - DAYS * 24 * 60 * 60 * 1000))) > ASKS_AGAIN
