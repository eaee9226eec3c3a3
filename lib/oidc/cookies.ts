import type { Configuration } from 'oidc-provider'
import { env } from '#lib/env.ts'
import { secrets } from '#lib/keys/index.ts'

/** The provider's cookies: signed, out of reach of scripts, `__Host-` and `Secure` wherever we are on https. */
export async function cookies(): Promise<Configuration['cookies']> {
  const secure = env().issuer.startsWith('https:')
  const options = { httpOnly: true, sameSite: 'lax', signed: true, secure, overwrite: true } as const
  return {
    // Signed with the first, accepted with any.
    keys: (await secrets('oidc-cookies')).map((key) => key.toString('base64url')),
    long: options,
    short: options,
    names: {
      session: secure ? '__Host-energyos-op' : 'energyos-op',
      interaction: 'energyos-interaction',
      resume: 'energyos-resume',
    },
  }
}
