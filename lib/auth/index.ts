export { startForgetting } from './attempt/take-attempt.ts'
export { homeOf } from './home-of.ts'
export { addOperator } from './operator/add-operator.ts'
export { removeOperator } from './operator/remove-operator.ts'
export { listOperators } from './operator/store.ts'
export { hashPassword } from './password.ts'
export { safeReturn } from './safe-return.ts'
export { readSessionFromHeader } from './session-token.ts'
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
