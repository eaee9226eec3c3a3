import type { OperatorActor, ProposalId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { type Ended, endInRegister } from '#lib/register/index.ts'
import { invalidateConsents } from './invalidate-consents.ts'

/** Enough for hundreds of thousands of consents: an ending is rare, and happens whole or not at all. */
const LONGEST_MS = 5 * 60_000

/**
 * A second operator confirms that a participant is revoked or surrendered, or a product removed: the register, its
 * products and every consent given to them end in one transaction. Access had ended with the status already; this makes
 * each consent and the ledger say so. Returns how many consents ended.
 */
export function confirmEnding(
  actor: OperatorActor,
  proposal: ProposalId,
): Promise<Ended & { consents: number }> {
  return withTransaction(async () => {
    const ended = await endInRegister(actor, proposal)
    let consents = 0
    for (const { id } of ended.products) consents += await invalidateConsents(id, ended.reason.code)
    return { ...ended, consents }
  }, LONGEST_MS)
}
