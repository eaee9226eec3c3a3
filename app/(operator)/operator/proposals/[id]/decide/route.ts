import { z } from 'zod'
import { confirmEnding } from '#lib/consent/index.ts'
import { AppError, type OperatorActor } from '#lib/core/index.ts'
import { approveProduct, declineProposal, type ShownProposal, showProposal } from '#lib/register/index.ts'
import { operatorRoute } from '../../../operator-route.ts'
import { requireId } from '../../../require-id.ts'

const form = z.object({ decision: z.enum(['approve', 'decline']), seen: z.string().max(64).default('') })

/** Decides a proposal. */
export const POST = operatorRoute(form, async (actor, data, { id }: { id: string }) => {
  const proposal = await showProposal(actor, requireId('proposal', id))
  if (!proposal) throw new AppError('not_found', 'no-such-proposal', 'There is no such proposal.')
  if (!data) return `/operator/proposals/${proposal.id}`
  if (data.decision === 'decline') await declineProposal(actor, proposal.id)
  else await approve(actor, proposal, data.seen)
  return `/operator/participants/${proposal.participant.id}`
})

const approve = (actor: OperatorActor, { kind, id }: ShownProposal, seen: string): Promise<unknown> =>
  kind === 'product' ? approveProduct(actor, id, seen) : confirmEnding(actor, id)
