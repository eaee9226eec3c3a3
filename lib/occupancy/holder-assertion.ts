import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { z } from 'zod'
import { AppError, nowMs, type OccupancyId } from '#lib/core/index.ts'
import { settlementDateOf, settlementDayStart } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { signingKey } from '#lib/keys/index.ts'
import { DEMO_HOLDER, verifyHolderWord } from '#lib/register/index.ts'
import { hashGiven } from './evidence.ts'
import { markUsed } from './store.ts'
import { type OccupancyVerifier, refused } from './verifier.ts'

const SECONDS = 600

/** What a data holder says about one home: the account is theirs, and perhaps since when. */
const assertion = {
  typ: 'occupancy-assertion+jwt',
  maxAge: SECONDS,
  claims: z.object({
    jti: z.string().min(1).max(128),
    /** The reference of the home here: it is good for nobody else's */
    sub: z.string().max(64),
    supply_number: z.string().max(21),
    account_holder: z.literal(true),
    moved_in: z.iso.date().optional(),
  }),
}

/** Another holder says so: a JWT that it signed, for this home, in the last ten minutes, which works once. */
export const holder: OccupancyVerifier = {
  method: 'holder',
  shows: 'account',
  fields: ['assertion'],

  async offers() {
    return true
  },

  async judge({ occupancyId, number }, given) {
    const jwt = (given.assertion ?? '').trim()
    const word = await verifyHolderWord(jwt, assertion).catch(rethrowUnlessRefused)
    if (!word) return refused('not-readable')
    const { sub, supply_number, jti, moved_in } = word.claims
    if (sub !== occupancyId || supply_number !== number) return refused('no-match')
    const used = await hashGiven('assertion', word.holder.id, jti)
    if (!(await markUsed(used, new Date(nowMs() + 2 * SECONDS * 1000)))) return refused('run-out')
    if (!moved_in || moved_in > settlementDateOf(nowMs())) return { accepted: true }
    return { accepted: true, movedIn: new Date(settlementDayStart(moved_in)) }
  },
}

function rethrowUnlessRefused(error: unknown): undefined {
  if (error instanceof AppError && error.reason === 'holder-word-not-accepted') return undefined
  throw error
}

/** What the demo's holder says of any demo home. */
export async function signDemoAssertion(
  occupancyId: OccupancyId,
  number: string,
  movedIn: Date,
): Promise<string> {
  const { id, privateKey } = await signingKey('demo-holder')
  const claims = {
    sub: occupancyId,
    supply_number: number,
    account_holder: true,
    moved_in: settlementDateOf(movedIn.getTime()),
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: id, typ: assertion.typ })
    .setIssuer(DEMO_HOLDER.issuer)
    .setAudience(env().issuer)
    .setIssuedAt(Math.floor(nowMs() / 1000))
    .setJti(randomUUID())
    .sign(privateKey)
}
