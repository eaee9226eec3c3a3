import type { JWK } from 'jose'
import { db } from '#lib/db/index.ts'
import type { KeyTimes } from './key-state.ts'
import type { KeyUse } from './key-use.ts'

export interface SealedKey extends KeyTimes {
  id: string
  use: KeyUse
  /** Null for a secret */
  publicJwk: JWK | null
  /** Empty once it is retired */
  sealed: Uint8Array
  createdAt: Date
}

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)

/** Makes whoever changes the keys of a use wait for the other, on every process, until the transaction ends. */
export async function lockUse(use: KeyUse): Promise<void> {
  await db().$executeRaw`select pg_advisory_xact_lock(hashtext(${`signing-key:${use}`}))`
}

/** Keeps everybody from adding or changing keys until the transaction ends; they can still be read. */
export async function lockAllKeys(): Promise<void> {
  await db().$executeRaw`lock table sealed_key in exclusive mode`
}

/** All keys, or those of one use, newest first. */
export async function listSealedKeys(use?: KeyUse): Promise<SealedKey[]> {
  const rows = await db().sealedKey.findMany({
    ...(use && { where: { use } }),
    orderBy: { createdAt: 'desc' },
  })
  return rows as unknown as SealedKey[]
}

export async function insertKey({ publicJwk, sealed, ...key }: SealedKey): Promise<void> {
  const data = { ...key, sealed: own(sealed), ...(publicJwk && { publicJwk: { ...publicJwk } }) }
  await db().sealedKey.create({ data, select: { id: true } })
}

export async function updateSealed(id: string, sealed: Uint8Array): Promise<void> {
  await db().sealedKey.update({ where: { id }, data: { sealed: own(sealed) }, select: { id: true } })
}

export async function updateSignsFrom(id: string, signsFrom: Date): Promise<void> {
  await db().sealedKey.update({ where: { id }, data: { signsFrom }, select: { id: true } })
}

/** Lets all keys of a use but one retire at `at`, or earlier if they would have anyway. */
export async function retireOthers(use: KeyUse, id: string, at: Date): Promise<void> {
  await db().sealedKey.updateMany({
    where: { use, id: { not: id }, OR: [{ retiredAt: null }, { retiredAt: { gt: at } }] },
    data: { retiredAt: at },
  })
}

/** Forgets the private part of what retired before `before`. Returns how many. */
export async function eraseRetired(before: Date): Promise<number> {
  return db().$executeRaw`
    update sealed_key set sealed = ''::bytea where retired_at < ${before} and sealed <> ''::bytea`
}
