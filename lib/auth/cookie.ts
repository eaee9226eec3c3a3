import { env } from '#lib/env.ts'

/** A cookie of the portal's, out of reach of scripts and of other sites; `__Host-` wherever we are on https. */
export function portalCookie(name: string) {
  const secure = env().issuer.startsWith('https:')
  return {
    name: secure ? `__Host-energyos-${name}` : `energyos-${name}`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  }
}
