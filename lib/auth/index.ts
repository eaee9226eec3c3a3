export { describeDevice } from './describe-device.ts'
export { endOneSession, endOtherSessions } from './end-sessions.ts'
export { FRESH_MS, isFresh } from './fresh.ts'
export { homeOf } from './home-of.ts'
export { type FollowedLink, followLink } from './link/follow-link.ts'
export { type LinkOffer, readLink } from './link/read-link.ts'
export { sendSignInLink, sendSignUpLink } from './link/send-link.ts'
export { type ListedSession, listSessions } from './list-sessions.ts'
export { removePasskey, renamePasskey } from './method/change-passkey.ts'
export { removePassword, setPassword } from './method/change-password.ts'
export { countMethods, type Methods } from './method/methods.ts'
export { findMethods } from './method/store.ts'
export { turnLink } from './method/turn-link.ts'
export { addOperator } from './operator/add-operator.ts'
export { removeOperator } from './operator/remove-operator.ts'
export { listOperators } from './operator/store.ts'
export { addPasskey } from './passkey/add-passkey.ts'
export { hasPasskeys } from './passkey/relying-party.ts'
export { parseAuthentication, parseRegistration } from './passkey/response.ts'
export { startAddingPasskey } from './passkey/start-adding.ts'
export { startPasskeySignIn } from './passkey/start-sign-in.ts'
export type { Passkey } from './passkey/store.ts'
export { verifyPasskey } from './passkey/verify-passkey.ts'
export { hashPassword, SHORTEST_PASSWORD } from './password.ts'
export { personName } from './person-name.ts'
export { renameAccount } from './rename-account.ts'
export { safeReturn } from './safe-return.ts'
export { readSessionFromHeader } from './session-token.ts'
export type { SignInMethod } from './sign-in-method.ts'
export { startForgetting } from './start-forgetting.ts'
export {
  type Account,
  findAccount,
  findAccountByEmail,
  findNames,
  insertAccount,
  type PortalSession,
  type Role,
} from './store.ts'
export { verifyCredentials } from './verify-credentials.ts'
