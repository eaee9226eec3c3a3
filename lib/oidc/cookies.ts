import type { Configuration } from 'oidc-provider'
import { env } from '#lib/env.ts'
import { deriveSecret } from '#lib/keys/index.ts'

/** The provider's cookies: signed, out of reach of scripts, `__Host-` and `Secure` wherever we are on https. */
export function cookies(): Configuration['cookies'] {
  const secure = env().issuer.startsWith('https:')
  const options = { httpOnly: true, sameSite: 'lax', signed: true, secure, overwrite: true } as const
  return {
    keys: [deriveSecret('oidc-cookies').toString('base64url')],
    long: options,
    short: options,
    names: {
      session: secure ? '__Host-energyos-op' : 'energyos-op',
      interaction: 'energyos-interaction',
      resume: 'energyos-resume',
    },
  }
}
