import { now, type ParticipantId, type ProductId, type ProposalId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'

/** A proposal that waits, or waited, for somebody's decision. */
export interface ProposalRow {
  id: ProposalId
  kind: 'product' | 'ending'
  participantId: ParticipantId
  productId: ProductId | null
  body: unknown
  proposedBy: string
  proposedAt: Date
  expiresAt: Date
  outcome: 'approved' | 'declined' | null
}

const proposalSelect = {
  id: true,
  kind: true,
  participantId: true,
  productId: true,
  body: true,
  proposedBy: true,
  proposedAt: true,
  expiresAt: true,
  outcome: true,
} as const

export async function insertProposal({ body, outcome: _, ...proposal }: ProposalRow): Promise<void> {
  await db().registerProposal.create({ data: { ...proposal, body: body as object } })
}

/** Waits for whoever else decides this proposal, and reads it. */
export async function lockProposal(id: ProposalId): Promise<ProposalRow | undefined> {
  await db().$executeRaw`select from register_proposal where id = ${id} for update`
  return findProposal(id)
}

export async function findProposal(id: ProposalId): Promise<ProposalRow | undefined> {
  const row = await db().registerProposal.findUnique({ where: { id }, select: proposalSelect })
  return row ? (row as unknown as ProposalRow) : undefined
}

/** Proposals that wait for a decision, oldest first; of one participant or of all. */
export async function findOpenProposals(participantId?: ParticipantId): Promise<ProposalRow[]> {
  const rows = await db().registerProposal.findMany({
    where: { outcome: null, expiresAt: { gt: now() }, ...(participantId && { participantId }) },
    orderBy: { proposedAt: 'asc' },
    select: proposalSelect,
  })
  return rows as unknown as ProposalRow[]
}

export async function settleProposal(
  id: ProposalId,
  outcome: 'approved' | 'declined',
  decidedBy: string,
): Promise<void> {
  await db().registerProposal.update({ where: { id }, data: { outcome, decidedBy, decidedAt: now() } })
}

/** Keeps what was typed into a form, in place of what was kept before. */
export async function upsertDraft(
  accountId: string,
  form: string,
  typed: Record<string, string>,
): Promise<void> {
  const where = { accountId_form: { accountId, form } }
  await db().registerDraft.upsert({
    where,
    create: { accountId, form, typed, savedAt: now() },
    update: { typed, savedAt: now() },
  })
}

export async function findDraft(
  accountId: string,
  form: string,
): Promise<Record<string, string> | undefined> {
  const where = { accountId_form: { accountId, form } }
  const row = await db().registerDraft.findUnique({ where, select: { typed: true } })
  return row ? (row.typed as Record<string, string>) : undefined
}

export async function deleteDraft(accountId: string, form: string): Promise<void> {
  await db().registerDraft.deleteMany({ where: { accountId, form } })
}
