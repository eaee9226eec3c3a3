import type {
  AccountId,
  ArrangementId,
  ConsentId,
  NoticeId,
  OccupancyId,
  ParticipantId,
  ProductId,
  SupplyPointHandle,
  SupplyPointId,
} from '#lib/core/index.ts'
import { now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { type ConsentState, statesBefore } from './state.ts'

export interface NewConsent {
  id: ConsentId
  arrangementId: ArrangementId
  version: number
  accountId: AccountId
  productId: ProductId
  state: ConsentState
  purposeCode: string
  purposeText: string
  permissions: string[]
  historyFrom: Date
  endsAt: Date
  requestId: string
  requested: object
  requestObject: string | null
  summary: object
  summaryHash: Uint8Array
  supplyPoints: { supplyPointId: SupplyPointId; occupancyId: OccupancyId; handle: SupplyPointHandle }[]
  /** Since when it is paused: a version of a paused connection is paused too */
  heldAt?: Date | null
  /** Whose tokens serve it, and what they say from now on, if the consumer made it by sharing less */
  narrows?: { origin: string; granted: object }
}

/** Waits for whoever else decides the same authorisation request. Held until the transaction ends. */
export async function lockRequest(requestId: string): Promise<void> {
  await db().$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`request:${requestId}`}, 0))`
}

/** What a consent says to its recipient. */
const grantSelect = {
  id: true,
  arrangementId: true,
  state: true,
  purposeCode: true,
  permissions: true,
  historyFrom: true,
  endsAt: true,
  requested: true,
  supplyPoints: { select: { handle: true } },
} as const

/** The consent that an authorisation request led to, if it was decided already. */
export async function findByRequest(requestId: string) {
  const row = await db().consent.findUnique({
    where: { requestId },
    select: { ...grantSelect, arrangement: { select: { accountId: true } } },
  })
  return row ?? undefined
}

/** The consent in force or able to return in an arrangement of this product. */
export async function findGrant(arrangementId: string, productId: string) {
  const row = await db().consent.findFirst({
    where: {
      arrangementId,
      arrangement: { productId },
      state: { in: statesBefore('withdraw') },
      endsAt: { gt: now() },
    },
    select: { ...grantSelect, decidedAt: true, arrangement: { select: { createdAt: true } } },
  })
  return row ?? undefined
}

/** The consent of an arrangement that a later version could take the place of. */
export async function findAmendable(arrangementId: string) {
  const row = await db().consent.findFirst({
    where: { arrangementId, state: { in: statesBefore('supersede') }, endsAt: { gt: now() } },
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
      arrangement: { select: { accountId: true, productId: true } },
      supplyPoints: { select: { supplyPointId: true } },
    },
  })
  return row ?? undefined
}

/** By which handle the recipient knows each supply point that any version of an arrangement has covered. */
export async function findHandles(arrangementId: string): Promise<Map<SupplyPointId, SupplyPointHandle>> {
  const rows = await db().consentSupplyPoint.findMany({
    where: { consent: { arrangementId } },
    select: { supplyPointId: true, handle: true },
  })
  return new Map(
    rows.map(({ supplyPointId, handle }) => [supplyPointId as SupplyPointId, handle as SupplyPointHandle]),
  )
}

/** Stores a decided consent; its first version makes the arrangement. */
export async function insertConsent({
  supplyPoints,
  accountId,
  productId,
  summaryHash,
  narrows,
  ...consent
}: NewConsent): Promise<void> {
  const decidedAt = now()
  if (consent.version === 1) {
    await db().arrangement.create({ data: { id: consent.arrangementId, accountId, productId } })
  }
  await db().consent.create({
    data: {
      ...consent,
      decidedAt,
      summaryHash: Uint8Array.from(summaryHash),
      endedAt: consent.state === 'rejected' ? decidedAt : null,
      supplyPoints: { create: supplyPoints },
      ...(narrows && { narrowsId: narrows.origin, granted: narrows.granted }),
    },
  })
}

const narrowableSelect = {
  id: true,
  arrangementId: true,
  version: true,
  state: true,
  heldAt: true,
  purposeCode: true,
  purposeText: true,
  permissions: true,
  historyFrom: true,
  endsAt: true,
  requested: true,
  summary: true,
  narrowsId: true,
  supplyPoints: {
    orderBy: { supplyPointId: 'asc' },
    select: {
      supplyPointId: true,
      occupancyId: true,
      handle: true,
      supplyPoint: { select: { address: true, postcode: true, mpan: true } },
    },
  },
} as const

/** The consent of the account's own arrangement that they could narrow. */
export async function findNarrowable(accountId: string, arrangementId: string) {
  const row = await db().consent.findFirst({
    where: {
      arrangementId,
      arrangement: { accountId },
      state: { in: statesBefore('narrow') },
      endsAt: { gt: now() },
    },
    select: narrowableSelect,
  })
  return row && { ...row, id: row.id as ConsentId }
}

export type NarrowableRow = NonNullable<Awaited<ReturnType<typeof findNarrowable>>>

/** The version that a decision to share less made, and the one before it. */
export async function findNarrowed(accountId: string, arrangementId: string, requestId: string) {
  const where = { arrangementId, arrangement: { accountId } }
  const after = await db().consent.findFirst({ where: { ...where, requestId }, select: narrowableSelect })
  if (!after) return undefined
  const before = await db().consent.findFirstOrThrow({
    where: { ...where, version: after.version - 1 },
    select: narrowableSelect,
  })
  return { after, before: { ...before, id: before.id as ConsentId } }
}

/** The software product of an arrangement: never another. */
export async function findProductOf(arrangementId: string): Promise<ProductId | undefined> {
  const row = await db().arrangement.findUnique({
    where: { id: arrangementId },
    select: { productId: true },
  })
  return row?.productId as ProductId | undefined
}

export interface ArrangementOwners {
  accountId: AccountId
  productId: ProductId
  participantId: ParticipantId
}

/**
 * Locks an arrangement until the transaction ends, and says whose it is. Whoever changes which consent stands
 * in it comes through here: a lock on the consent alone would miss the version that takes its place meanwhile.
 */
export async function lockArrangement(arrangementId: string): Promise<ArrangementOwners | undefined> {
  const rows = await db().$queryRaw<ArrangementOwners[]>`
    select a.account_id as "accountId", a.product_id as "productId", p.participant_id as "participantId"
    from arrangement a join software_product p on p.id = a.product_id
    where a.id = ${arrangementId} for no key update of a`
  return rows[0]
}

/** Locks the standing consent of a locked arrangement, also against its expiry. Undefined when none stands. */
export async function lockStandingConsent(arrangementId: string) {
  const rows = await db().$queryRaw<{ id: ConsentId; state: ConsentState }[]>`
    select c.id, c.state from consent c
    where c.arrangement_id = ${arrangementId} and c.state = any(${statesBefore('withdraw')}) for update`
  return rows[0]
}

/** Ends a consent that is locked. */
export async function endConsent(
  id: ConsentId,
  state: ConsentState,
  endReason: string,
  asksDeletion?: boolean,
): Promise<void> {
  await db().consent.update({
    where: { id },
    data: { state, endedAt: now(), endReason, asksDeletion: asksDeletion ?? null },
  })
}

/** Holds a consent that is locked, for as long as the consumer likes. */
export async function holdConsent(id: ConsentId, state: ConsentState): Promise<void> {
  await db().consent.update({ where: { id }, data: { state, heldAt: now() } })
}

/** Lets a held consent that is locked go on. */
export async function releaseConsent(id: ConsentId, state: ConsentState): Promise<void> {
  await db().consent.update({ where: { id }, data: { state, heldAt: null } })
}

/** The arrangements of an account in which a consent stands. */
export async function findStandingArrangements(accountId: AccountId): Promise<ArrangementId[]> {
  const rows = await db().consent.findMany({
    where: { state: { in: statesBefore('withdraw') }, arrangement: { accountId } },
    select: { arrangementId: true },
  })
  return rows.map(({ arrangementId }) => arrangementId as ArrangementId)
}

export interface NewNotice {
  id: NoticeId
  type: string
  arrangementId: ArrangementId
  consentId: ConsentId
  asksDeletion?: boolean | undefined
}

/** Stores what recipients are to be told, due at once where they gave an address, numbered within each arrangement. */
export async function insertNotices(notices: NewNotice[]): Promise<void> {
  const of = <V>(pick: (notice: NewNotice) => V): V[] => notices.map(pick)
  await db().$executeRaw`
    insert into consent_notice (id, type, product_id, arrangement_id, consent_id, asks_deletion, sequence, made_at, due_at)
    select n.id, n.type, a.product_id, n.arrangement, n.consent, n.asks,
           1 + (select count(*) from consent_notice o where o.arrangement_id = n.arrangement), ${now()},
           (select ${now()}::timestamptz from webhook w where w.product_id = a.product_id)
    from unnest(${of(({ id }) => id)}::text[], ${of(({ type }) => type)}::text[],
                ${of(({ arrangementId }) => arrangementId)}::text[], ${of(({ consentId }) => consentId)}::text[],
                ${of(({ asksDeletion }) => asksDeletion ?? null)}::bool[])
      as n (id, type, arrangement, consent, asks) join arrangement a on a.id = n.arrangement`
}

/** Locks up to `limit` standing consents whose time is over, skipping those that somebody else is ending. */
export async function lockDueConsents(limit: number) {
  return db().$queryRaw<
    { id: ConsentId; arrangement_id: ArrangementId; state: ConsentState; product_id: ProductId }[]
  >`
    select c.id, c.arrangement_id, c.state, a.product_id from consent c join arrangement a on a.id = c.arrangement_id
    where c.state = any(${statesBefore('expire')}) and c.ends_at <= ${now()}
    order by c.ends_at limit ${limit} for update of c skip locked`
}

/** Locks every standing consent of a product. */
export async function lockConsentsOfProduct(productId: ProductId) {
  return db().$queryRaw<{ id: ConsentId; arrangement_id: ArrangementId; state: ConsentState }[]>`
    select c.id, c.arrangement_id, c.state from consent c join arrangement a on a.id = c.arrangement_id
    where a.product_id = ${productId} and c.state = any(${statesBefore('invalidate')}) order by c.id for update of c`
}

/** Ends many consents that are locked, in one statement. */
export async function endConsents(ids: ConsentId[], state: ConsentState, endReason: string): Promise<void> {
  await db().$executeRaw`
    update consent set state = ${state}, ended_at = ${now()}, end_reason = ${endReason} where id = any(${ids})`
}

/** The last change of status, of a participant or a product. */
const lastStatusChange = (where: object) => ({
  where: { reason: { not: null }, ...where },
  orderBy: { id: 'desc' as const },
  take: 1,
  select: { status: true, reason: true, sentence: true, happenedAt: true },
})

const connectionSelect = {
  id: true,
  createdAt: true,
  product: {
    select: {
      name: true,
      status: true,
      logo: true,
      events: lastStatusChange({}),
      participant: {
        select: {
          events: lastStatusChange({ productId: null }),
          tradingName: true,
          legalName: true,
          registerNumber: true,
          id: true,
          privacyUrl: true,
          contactPhone: true,
          status: true,
        },
      },
    },
  },
  consents: {
    orderBy: { version: 'desc' },
    select: {
      id: true,
      state: true,
      purposeText: true,
      permissions: true,
      historyFrom: true,
      endsAt: true,
      decidedAt: true,
      endedAt: true,
      endReason: true,
      narrowsId: true,
      heldAt: true,
      asksDeletion: true,
      supplyPoints: {
        select: { supplyPoint: { select: { id: true, address: true, postcode: true, mpan: true } } },
      },
    },
  },
  disclosures: { orderBy: { id: 'desc' }, take: 1, select: { disclosedAt: true } },
} as const

/** The arrangements of an account, newest first, each with its consents, latest first, last disclosure and last notice. */
export async function findConnections(accountId: string) {
  return withNotices(
    await db().arrangement.findMany({
      where: { accountId },
      orderBy: { createdAt: 'desc' },
      select: connectionSelect,
    }),
  )
}

/** One arrangement of an account, in the same shape. */
export async function findConnection(accountId: string, arrangementId: string) {
  const found = await db().arrangement.findFirst({
    where: { id: arrangementId, accountId },
    select: connectionSelect,
  })
  return (await withNotices(found ? [found] : []))[0]
}

/** A notice outlives its arrangement, so it is no relation of it. */
async function withNotices<Row extends { id: string }>(rows: Row[]) {
  const notices = await db().consentNotice.findMany({
    where: { arrangementId: { in: rows.map(({ id }) => id) } },
    distinct: ['arrangementId'],
    orderBy: [{ arrangementId: 'asc' }, { sequence: 'desc' }],
    select: { arrangementId: true, type: true, madeAt: true, toldAt: true },
  })
  return rows.map((row) => ({
    ...row,
    notice: notices.find(({ arrangementId }) => arrangementId === row.id),
  }))
}

export type ConnectionRow = Awaited<ReturnType<typeof findConnections>>[number]

/** Whether a recipient gave an address to be told at. */
export async function hasWebhook(arrangementId: string): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    select 1 from arrangement a join webhook w on w.product_id = a.product_id where a.id = ${arrangementId}`
  return rows.length > 0
}

/** What the consumer was shown when they agreed to the latest consent of their own arrangement. */
export async function findSummary(accountId: string, arrangementId: string): Promise<unknown> {
  const row = await db().consent.findFirst({
    where: { arrangementId, arrangement: { accountId } },
    orderBy: { version: 'desc' },
    select: { summary: true },
  })
  return row?.summary
}

/** How many consents of these products stand. */
export const countStanding = (productIds: ProductId[]): Promise<number> =>
  db().consent.count({
    where: { state: { in: statesBefore('invalidate') }, arrangement: { productId: { in: productIds } } },
  })

/** Whose arrangement with this product it is, and the state of its latest consent. */
export async function findLatestState(arrangementId: string, productId: string) {
  const row = await db().consent.findFirst({
    where: { arrangementId, arrangement: { productId } },
    orderBy: { version: 'desc' },
    select: { state: true, decidedAt: true, arrangement: { select: { accountId: true } } },
  })
  if (!row) return undefined
  const { state, decidedAt, arrangement } = row
  return { state: state as ConsentState, decidedAt, accountId: arrangement.accountId as AccountId }
}

/** Whether the account stopped sharing with this product at `since` or later. */
export async function hasStoppedSince(accountId: string, productId: string, since: Date): Promise<boolean> {
  const where = { state: 'withdrawn', endedAt: { gte: since }, arrangement: { accountId, productId } }
  return (await db().consent.count({ where })) > 0
}

/** Whether the account refused a request of this product at `since` or later. */
export async function hasRefusedSince(accountId: string, productId: string, since: Date): Promise<boolean> {
  const where = { state: 'rejected', decidedAt: { gte: since }, arrangement: { accountId, productId } }
  return (await db().consent.count({ where })) > 0
}

/** Whose arrangement it is. */
export async function findOwner(arrangementId: string): Promise<AccountId | undefined> {
  const row = await db().arrangement.findUnique({ where: { id: arrangementId }, select: { accountId: true } })
  return row?.accountId as AccountId | undefined
}

/** What the register says of the recipients of these consents. */
export async function findHolds(consents: readonly ConsentId[]) {
  const rows = await db().consent.findMany({
    where: { id: { in: [...consents] } },
    select: { id: true, arrangement: { select: { product: connectionSelect.product } } },
  })
  return rows.map(({ id, arrangement: { product } }) => ({ id: id as ConsentId, product }))
}

/** How often the account refused this product since `since`, and since it last agreed. */
export async function countRefusals(accountId: string, productId: string, since: Date): Promise<number> {
  const ours = { arrangement: { accountId, productId } }
  const agreed = await db().consent.aggregate({
    where: { ...ours, state: { not: 'rejected' } },
    _max: { decidedAt: true },
  })
  const last = agreed._max.decidedAt
  const from = last && last > since ? last : since
  return db().consent.count({ where: { ...ours, state: 'rejected', decidedAt: { gt: from } } })
}
