import type { Passkey } from '../passkey/store.ts'

/** The ways in which somebody can sign in. */
export interface Methods {
  passkeys: Passkey[]
  password: boolean
  /** A link by e-mail */
  link: boolean
}

export const countMethods = ({ passkeys, password, link }: Methods): number =>
  passkeys.length + Number(password) + Number(link)

/** Whether there is one that needs more than reading somebody's e-mail. */
export const hasStronger = ({ passkeys, password }: Methods): boolean => passkeys.length > 0 || password
