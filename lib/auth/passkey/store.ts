import { type AccountId, now, type PasskeyId } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { hashToken } from '../random-token.ts'

/** A passkey as its owner knows it. */
export interface Passkey {
  id: PasskeyId
  name: string
  /** Whether its key may leave the device (backup eligible), as an authenticator says that is believed */
  synced: boolean
  createdAt: Date
  lastUsedAt: Date | null
}

export interface StoredPasskey {
  id: PasskeyId
  accountId: AccountId
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  synced: boolean
  backedUp: boolean
  transports: string[]
}

/** Keeps a challenge for one browser: for who adds a passkey to their account, or signs in with one. */
export async function insertChallenge(
  challenge: string,
  { browser, accountId, expiresAt }: { browser: string; accountId: AccountId | null; expiresAt: Date },
): Promise<void> {
  await db().passkeyChallenge.create({
    data: { challengeHash: hashToken(challenge), browserHash: hashToken(browser), accountId, expiresAt },
  })
}

/** Uses a challenge up. False: there is none such for this browser and purpose. However many come with it, one is told true. */
export async function takeChallenge(
  challenge: string,
  { browser, accountId }: { browser: string; accountId: AccountId | null },
): Promise<boolean> {
  const { count } = await db().passkeyChallenge.deleteMany({
    where: {
      challengeHash: hashToken(challenge),
      browserHash: hashToken(browser),
      accountId,
      expiresAt: { gt: now() },
    },
  })
  return count === 1
}

export async function deleteExpiredChallenges(): Promise<void> {
  await db().passkeyChallenge.deleteMany({ where: { expiresAt: { lte: now() } } })
}

/** Adds a passkey; false when it is here already. */
export async function insertPasskey(passkey: StoredPasskey & { name: string }): Promise<boolean> {
  const { count } = await db().passkey.createMany({ data: [passkey], skipDuplicates: true })
  return count === 1
}

/** The passkey with this credential id, of an open account; held until the transaction ends, so that its counter is read and set in turn. */
export async function lockPasskey(credentialId: string): Promise<StoredPasskey | undefined> {
  const [row] = await db().$queryRaw<(Omit<StoredPasskey, 'counter'> & { counter: bigint })[]>`
    select p.id, p.account_id as "accountId", p.credential_id as "credentialId", p.public_key as "publicKey", p.counter,
           p.synced, p.backed_up as "backedUp", p.transports
    from passkey p join account a on a.id = p.account_id and a.closed_at is null
    where p.credential_id = ${credentialId} for update of p`
  return row && { ...row, counter: Number(row.counter) }
}

export async function notePasskeyUse(
  id: PasskeyId,
  used: { counter: number; backedUp: boolean },
): Promise<void> {
  await db().passkey.update({ where: { id }, data: { ...used, lastUsedAt: now() } })
}

/** The passkeys of an account, oldest first. */
export async function findPasskeys(accountId: AccountId): Promise<Passkey[]> {
  const rows = await db().passkey.findMany({
    where: { accountId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, synced: true, createdAt: true, lastUsedAt: true },
  })
  return rows as Passkey[]
}

/** What a browser must know of the passkeys of an account, so that no device makes a second one. */
export const findCredentials = (accountId: AccountId): Promise<{ id: string; transports: string[] }[]> =>
  db()
    .passkey.findMany({ where: { accountId }, select: { credentialId: true, transports: true } })
    .then((rows) => rows.map(({ credentialId, transports }) => ({ id: credentialId, transports })))

/** Gives a passkey of the account another name; false when it is not theirs. */
export async function updatePasskeyName(accountId: AccountId, id: PasskeyId, name: string): Promise<boolean> {
  return (await db().passkey.updateMany({ where: { id, accountId }, data: { name } })).count === 1
}

/** Removes a passkey of the account; false when it is not theirs. */
export async function deletePasskey(accountId: AccountId, id: PasskeyId): Promise<boolean> {
  return (await db().passkey.deleteMany({ where: { id, accountId } })).count === 1
}

export async function deletePasskeys(accountId: AccountId): Promise<void> {
  await db().passkey.deleteMany({ where: { accountId } })
}
