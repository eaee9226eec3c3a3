import type { AccountId, ArrangementId, ConsentId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { statesBefore } from '../state.ts'

/** What messages say of a consent; of each meter's number only the last digits leave the database. */
export interface ToldRow {
  accountId: AccountId
  arrangementId: ArrangementId
  consentId: ConsentId
  recipient: {
    tradingName: string
    legalName: string
    registerNumber: string
    privacyUrl: string
    phone: string
  }
  purpose: string
  permissions: string[]
  meters: string[]
  onwardSharing: string[]
  historyFrom: Date
  endsAt: Date
}

/** What messages say of these consents, in one statement: it runs within other people's transactions. */
export const findTold = (consents: readonly ConsentId[]): Promise<ToldRow[]> =>
  db().$queryRaw<ToldRow[]>`
    select a.account_id as "accountId", a.id as "arrangementId", c.id as "consentId",
           jsonb_build_object('tradingName', o.trading_name, 'legalName', o.legal_name, 'registerNumber', o.register_number,
                              'privacyUrl', o.privacy_url, 'phone', o.contact_phone) as recipient,
           c.purpose_text as purpose, c.permissions, p.onward_sharing as "onwardSharing",
           array(select right(m.mpan, 4) from consent_supply_point s join supply_point m on m.id = s.supply_point_id
                 where s.consent_id = c.id order by m.id) as meters,
           c.history_from as "historyFrom", c.ends_at as "endsAt"
    from consent c
    join arrangement a on a.id = c.arrangement_id
    join software_product p on p.id = a.product_id
    join participant o on o.id = p.participant_id
    where c.id = any(${[...consents]}) order by c.decided_at, c.id`

/** The consents that stand for an account, oldest first. */
export async function findStandingIds(accountId: AccountId): Promise<ConsentId[]> {
  const rows = await db().consent.findMany({
    where: { arrangement: { accountId }, state: { in: statesBefore('withdraw') } },
    orderBy: { decidedAt: 'asc' },
    select: { id: true },
  })
  return rows.map(({ id }) => id as ConsentId)
}

/** What the receipt of an arrangement's latest consent says; undefined when it is not this account's, or was refused. */
export async function findReceiptRow(accountId: string, arrangementId: string) {
  const row = await db().consent.findFirst({
    where: { arrangementId, arrangement: { accountId }, state: { not: 'rejected' } },
    orderBy: { version: 'desc' },
    select: {
      id: true,
      version: true,
      state: true,
      purposeCode: true,
      purposeText: true,
      permissions: true,
      historyFrom: true,
      endsAt: true,
      decidedAt: true,
      endedAt: true,
      summaryHash: true,
      supplyPoints: { select: { supplyPoint: { select: { mpan: true } } } },
      arrangement: {
        select: {
          id: true,
          product: {
            select: {
              id: true,
              name: true,
              onwardSharing: true,
              participant: {
                select: {
                  tradingName: true,
                  legalName: true,
                  registerNumber: true,
                  privacyUrl: true,
                  contactPhone: true,
                },
              },
            },
          },
        },
      },
    },
  })
  return row ?? undefined
}

export type ReceiptRow = NonNullable<Awaited<ReturnType<typeof findReceiptRow>>>
