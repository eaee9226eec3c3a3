import { homeOf, type Role } from '#lib/auth/index.ts'

/** Where each role's pages are; consumers go wherever they were heading. */
const areas: Record<Role, string> = { consumer: '/', regulator: '/regulator', operator: '/operator' }

/** Where somebody goes who has signed in on the way to `next`. */
export const placeAfterSignIn = (role: Role, next: string): string =>
  [areas[role], '/account', '/mailbox'].some((area) => next.startsWith(area)) ? next : homeOf(role)
