import { db } from '#lib/db/index.ts'

/** A notice that is to be sent now, and where to. */
export interface DueNotice {
  id: string
  type: string
  arrangementId: string
  productId: string
  sequence: number
  asksDeletion: boolean | null
  madeAt: Date
  uri: string
  /** Which try this is, from 1 */
  tries: number
}

/**
 * Takes up to `limit` notices that are due, and puts each off until `again`: who takes one sends it, and no other process
 * does meanwhile. If they never say what came of it, it is due again then. Those whose address is gone are left alone.
 */
export function takeDueNotices(limit: number, at: Date, again: Date): Promise<DueNotice[]> {
  return db().$queryRaw<DueNotice[]>`
    with due as (
      select n.id, w.uri from consent_notice n left join webhook w on w.product_id = n.product_id
      where n.told_at is null and n.due_at <= ${at}
      order by n.due_at limit ${limit} for update of n skip locked
    )
    update consent_notice n set tries = n.tries + 1, due_at = case when due.uri is not null then ${again}::timestamptz end
    from due where due.id = n.id
    returning n.id, n.type, n.arrangement_id as "arrangementId", n.product_id as "productId", n.sequence,
              n.asks_deletion as "asksDeletion", n.made_at as "madeAt", due.uri, n.tries`
}

export async function setTold(id: string, toldAt: Date): Promise<void> {
  await db().consentNotice.update({ where: { id }, data: { toldAt, dueAt: null } })
}

/** When to try a notice again; null: never. */
export async function setDue(id: string, dueAt: Date | null): Promise<void> {
  await db().consentNotice.update({ where: { id }, data: { dueAt } })
}

/** Notes that an address is gone: nothing more is sent there. */
export async function insertGone(productId: string, uri: string, goneAt: Date): Promise<void> {
  await db().$executeRaw`
    insert into webhook_gone (product_id, uri, gone_at) values (${productId}, ${uri}, ${goneAt}) on conflict do nothing`
}
