import { type Connection, listConnections, type MachineReceipt, makeReceipt } from '#lib/consent/index.ts'
import { type ConsumerActor, now } from '#lib/core/index.ts'
import { type Home, listHomes } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { type KeptOpening, listOpenings } from '#lib/ledger/index.ts'
import { type KeptMail, listMailbox } from '#lib/mail/index.ts'
import { listOwnedRows } from './owned-rows.ts'

/** Everything that this node keeps about a person, but for their readings, which are downloads of their own (R10). */
export interface AccountExport {
  about: string
  node: string
  exportedAt: string
  homes: Home[]
  connections: (Connection & { receipt: MachineReceipt | null })[]
  messages: KeptMail[]
  /** The ledger's entries about them, with what opens their commitments */
  ledger: KeptOpening[]
  /** All of it as it is stored, by table */
  records: Record<string, Record<string, unknown>[]>
}

const ABOUT =
  'Everything that this service keeps about you, except secrets such as your password, and your meter readings.'

export async function exportAccount(actor: ConsumerActor): Promise<AccountExport> {
  const connections = await listConnections(actor)
  const owned = await listOwnedRows(actor.accountId)
  return {
    about: ABOUT,
    node: env().issuer,
    exportedAt: now().toISOString(),
    homes: await listHomes(actor.accountId),
    connections: await Promise.all(
      connections.map(async (one) => ({
        ...one,
        receipt: (await makeReceipt(actor, one.arrangementId)) ?? null,
      })),
    ),
    messages: await listMailbox(actor.accountId),
    ledger: await listOpenings(actor.accountId),
    records: Object.fromEntries(
      owned.filter(({ rows }) => rows.length > 0).map(({ table, rows }) => [table, rows]),
    ),
  }
}
