import type { ConsumerActor } from '#lib/core/index.ts'
import { findChoice, saveChoice } from './store.ts'

/** How often somebody hears whom they share with. `changes`: never by itself; what changes is told all the same (R5). */
export const summaryChoices = ['quarterly', 'half-yearly', 'changes'] as const

export type SummaryEvery = (typeof summaryChoices)[number]

/** What they chose; every quarter until they do. */
export const showSummaryChoice = async ({ accountId }: ConsumerActor): Promise<SummaryEvery> =>
  (await findChoice(accountId)) ?? 'quarterly'

/** Nothing else can be chosen: receipts, ends and what is about safety always come. */
export const chooseSummary = ({ accountId }: ConsumerActor, every: SummaryEvery): Promise<void> =>
  saveChoice(accountId, every)
