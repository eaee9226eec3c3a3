import type { Role } from './store.ts'

const homes: Record<Role, string> = {
  consumer: '/connections',
  regulator: '/regulator/ledger',
  operator: '/operator',
}

/** Where somebody in this role begins. */
export const homeOf = (role: Role): string => homes[role]
