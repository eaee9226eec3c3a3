import { hkdfSync } from 'node:crypto'
import { nowMs } from '#lib/core/index.ts'
import { secrets } from '#lib/keys/index.ts'

const STEP_SECONDS = 60

/** Nonces that are accepted, in steps from now. The newest lasts four minutes, and is the one given out. */
const accepted = [-2, -1, 0, 1, 2]
const NEWEST = 1

/** The longest that a nonce given out today is accepted. */
export const NONCE_LIFE_MS = 5 * STEP_SECONDS * 1000

/**
 * A nonce for a minute, the same on every process (RFC 9449 section 9). Made as oidc-provider makes its own
 * (lib/helpers/challenge.js), from the same secret: clients keep one nonce for an origin, and meet both of us there.
 */
function nonceOf(secret: Buffer, step: number): string {
  const salt = Buffer.alloc(8)
  salt.writeBigUInt64BE(BigInt(step))
  return Buffer.from(hkdfSync('sha256', secret, salt, 'DPoP', 32)).toString('base64url')
}

let made: { step: number; of: Buffer | undefined; nonces: string[] } = {
  step: Number.NaN,
  of: undefined,
  nonces: [],
}

/** Those of the newest secret first. */
async function nonces(): Promise<string[]> {
  const step = Math.floor(nowMs() / 1000 / STEP_SECONDS)
  const all = await secrets('dpop-nonce')
  if (made.step !== step || !made.of?.equals(all[0])) {
    const nonces = all.flatMap((secret) => accepted.map((offset) => nonceOf(secret, step + offset)))
    made = { step, of: all[0], nonces }
  }
  return made.nonces
}

/** The nonce for the proofs to come. */
export const newestNonce = async (): Promise<string> => (await nonces())[accepted.indexOf(NEWEST)] as string

/** Whether a proof may bear this nonce. */
export const isNonceAccepted = async (nonce: unknown): Promise<boolean> =>
  (await nonces()).includes(nonce as string)
