import type { AccountId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { type Mail, queueMails } from '#lib/mail/index.ts'
import { findTold } from '../receipt/store.ts'
import { describeAll } from '../receipt/told.ts'
import { writeSummary } from './notices.ts'
import { findDueSummaries, findStandingOf, lockSummaries, noteSummarised } from './store.ts'

const AT_ONCE = 50

/** CDR asks for one every 90 days, and lets the consumer choose another schedule. */
const DAYS = { quarterly: 90, 'half-yearly': 182, changes: null }

/** One message to everybody who has heard of their connections as long ago as they chose. Returns how many. */
export async function sendSummaries(): Promise<number> {
  const sent = await withTransaction(async () => {
    if (!(await lockSummaries())) return 0
    const accounts = await findDueSummaries(AT_ONCE, DAYS)
    await queueMails(await writeAll(accounts))
    await noteSummarised(accounts)
    return accounts.length
  })
  return sent === AT_ONCE ? sent + (await sendSummaries()) : sent
}

async function writeAll(accounts: readonly AccountId[]): Promise<Mail[]> {
  const standing = await findStandingOf(accounts)
  const rows = await findTold(standing.map(({ consentId }) => consentId))
  const told = new Map((await describeAll(rows)).map((one) => [one.consentId, one]))
  return accounts.map((accountId) => ({
    accountId,
    kind: 'connections.summary',
    message: writeSummary(
      standing
        .filter((one) => one.accountId === accountId)
        .flatMap(({ consentId, lastUsedAt }) => {
          const one = told.get(consentId)
          return one ? [{ told: one, lastUsedAt }] : []
        }),
    ),
  }))
}
