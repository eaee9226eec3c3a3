import { type PortalSession, updateName } from './store.ts'

/** What we call them. */
export const renameAccount = ({ account }: PortalSession, name: string): Promise<void> =>
  updateName(account.id, name)
