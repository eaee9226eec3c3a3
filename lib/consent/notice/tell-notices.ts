import type { ConsentId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { type PermissionId, permissions } from '#lib/energy/index.ts'
import { type MailMessage, queueMails } from '#lib/mail/index.ts'
import { findTold } from '../receipt/store.ts'
import { describeAll, type Told } from '../receipt/told.ts'
import { recipientHold } from '../recipient-hold.ts'
import { findHolds } from '../store.ts'
import { writeBack, writeExpiring, writeFirstUse, writeHeld } from './notices.ts'
import { findFirstUse, type Noted, noteBack, noteExpiring, noteFirstUse, noteHeld } from './store.ts'

const AT_ONCE = 100

type Write = (told: Told, kind: string) => MailMessage | undefined

interface Notice {
  /** Notes who is told now, in the transaction that owes them the message */
  note: (limit: number) => Promise<Noted[]>
  /** Reads what the messages need besides, and says how each is written */
  prepare: (consents: readonly ConsentId[]) => Promise<Write>
}

const daysOf = (kind: string): number => Number(kind.replace('expiring.', ''))

/** What is told of connections without anybody doing anything on the portal, by what the message is about. */
const notices: Record<string, Notice> = {
  'consent.expiring': {
    note: noteExpiring,
    prepare: async () => (told, kind) => writeExpiring(told, daysOf(kind)),
  },
  'consent.first-use': {
    note: noteFirstUse,
    prepare: async (consents) => {
      const uses = new Map((await findFirstUse(consents)).map((use) => [use.consentId, use]))
      return (told) => {
        const use = uses.get(told.consentId)
        if (!use) return undefined
        const what = permissions[use.permission as PermissionId]?.label ?? use.permission
        return writeFirstUse(told, { what, at: use.disclosedAt })
      }
    },
  },
  'recipient.held': {
    note: noteHeld,
    prepare: async (consents) => {
      const holds = new Map(
        (await findHolds(consents)).map(({ id, product }) => [id, recipientHold(product)]),
      )
      return (told) => writeHeld(told, holds.get(told.consentId)?.reason)
    },
  },
  'recipient.back': { note: noteBack, prepare: async () => writeBack },
}

/** Tells everybody who is to be told something by now, each thing once, however many processes try. Returns how many. */
export async function tellNotices(): Promise<number> {
  let told = 0
  for (const [kind, notice] of Object.entries(notices)) {
    let some: number
    do {
      some = await withTransaction(() => tell(kind, notice))
      told += some
    } while (some === AT_ONCE)
  }
  return told
}

async function tell(kind: string, { note, prepare }: Notice): Promise<number> {
  const noted = await note(AT_ONCE)
  const kinds = new Map(noted.map(({ consentId, kind }) => [consentId, kind]))
  const all = await describeAll(await findTold([...kinds.keys()]))
  const write = await prepare([...kinds.keys()])
  await queueMails(
    all.flatMap((told) => {
      const message = write(told, kinds.get(told.consentId) ?? '')
      return message ? [{ accountId: told.accountId, kind, message }] : []
    }),
  )
  return noted.length
}
