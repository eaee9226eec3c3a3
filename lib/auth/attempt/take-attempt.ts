import { createHmac } from 'node:crypto'
import { AppError, nowMs } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { env } from '#lib/env.ts'
import { secret } from '#lib/keys/index.ts'
import { placeOf } from '#lib/limits/index.ts'
import { FAMILIAR_MS, FORGET_MS, FREE_TRIES, FREE_TRIES_OF_ACCOUNT, SIEGE, SIEGE_WAIT } from './rules.ts'
import {
  becomeFamiliar,
  deleteForgotten,
  findAttempts,
  forgiveTry,
  letWait,
  type StoredAttempts,
  takeTry,
} from './store.ts'

/** One try to sign in that was let through. */
export interface Attempt {
  /** Says that the password was right */
  succeed(): Promise<void>
}

/**
 * Lets a try to sign in through, or not yet. Wrong passwords make the next try wait, longer each time, for this account
 * from this place, and for this place; never for the account as a whole, so nobody is locked out by somebody else. A
 * place from which the account has signed in is held to its own mistakes alone. An account that is guessed at from many
 * places makes each new place wait half a minute, once. All of it is the same for accounts that don't exist.
 * @throws AppError too_many `too-many-tries`
 */
export async function takeAttempt(email: string, address: string): Promise<Attempt> {
  const [pair, account, place] = await keysOf(email, placeOf(address))
  const before = await findAttempts(pair)
  const familiar = isFamiliar(before)
  if (!familiar && !isRecent(before) && (await isBesieged(account))) {
    await letWait(pair, new Date(nowMs() + SIEGE_WAIT * 1000))
    refuse()
  }
  // One transaction: a try that one of them refuses counts for none.
  await withTransaction(async () => {
    if (!familiar && !(await takeTry(place, env().limits.wrongPasswords))) refuse()
    if (!familiar) await takeTry(account, FREE_TRIES_OF_ACCOUNT)
    if (!(await takeTry(pair, FREE_TRIES))) refuse()
  })
  const succeed = () =>
    withTransaction(async () => {
      if (!familiar) for (const key of [place, account]) await forgiveTry(key)
      await becomeFamiliar(pair)
    })
  return { succeed }
}

async function keysOf(email: string, place: string): Promise<[Buffer, Buffer, Buffer]> {
  const key = await secret('sign-in-attempt')
  const hash = (...parts: string[]) => createHmac('sha256', key).update(JSON.stringify(parts)).digest()
  return [hash('pair', email, place), hash('account', email), hash('place', place)]
}

const isFamiliar = (attempts: StoredAttempts | undefined): boolean =>
  (attempts?.succeededAt?.getTime() ?? 0) > nowMs() - FAMILIAR_MS

const isRecent = (attempts: StoredAttempts | undefined): boolean =>
  (attempts?.lastAt.getTime() ?? 0) > nowMs() - FORGET_MS

async function isBesieged(account: Buffer): Promise<boolean> {
  const attempts = await findAttempts(account)
  return isRecent(attempts) && (attempts?.failures ?? 0) >= SIEGE
}

function refuse(): never {
  throw new AppError('too_many', 'too-many-tries', 'Too many tries. Wait a minute, then try again.')
}

/** Forgets what no longer counts. */
export const forgetAttempts = (): Promise<number> => deleteForgotten(new Date(nowMs() - FAMILIAR_MS))
