import { isIP } from 'node:net'
import { AppError } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'

/** EdDSA, ES256, RS256 (COSE): what devices have. */
export const algorithms = [-8, -7, -257]

const NAME = 'EnergyOS Consent'

/** Whether passkeys can be bound to this node: to a name they can, to a bare IP address not (WebAuthn 5.1.2). */
export const hasPasskeys = (): boolean => isIP(hostname().replace(/^\[|\]$/g, '')) === 0

/**
 * This node as passkeys know it (WebAuthn 4, relying party).
 * @throws AppError not_found `no-passkeys-here`
 */
export function relyingParty(): { id: string; name: string; origin: string } {
  if (!hasPasskeys())
    throw new AppError('not_found', 'no-passkeys-here', 'Passkeys do not work at this address.')
  return { id: hostname(), name: NAME, origin: env().issuer }
}

const hostname = (): string => new URL(env().issuer).hostname
