import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { type AmendAction, amendActions } from '#lib/consent/index.ts'
import { AppError, type ArrangementId, isId } from '#lib/core/index.ts'
import { grantsApi } from './resource-server.ts'

// Grant Management for OAuth 2.0 (OpenID FAPI working group, draft 03). The grant id is the arrangement's.

const actions = ['create', ...amendActions]

/** The grant is over, or never was this client's or this consumer's: which, is not said (section 5.4). */
export class InvalidGrantId extends errors.CustomOIDCProviderError {
  constructor() {
    super('invalid_grant_id', 'there is no such grant to change, or it is over')
  }
}

/** Its two parameters of an authorisation request (section 5.2), wherever one is made. */
export const grantManagementParams = {
  grant_management_action: (ctx: KoaContextWithOIDC) => void readAmendment(ctx.oidc.params),
  grant_id: null,
}

/** Its server metadata (section 7.1). */
export const grantManagementMetadata = () => ({
  grant_management_endpoint: grantsApi(),
  grant_management_actions_supported: ['query', 'revoke', ...actions],
  grant_management_action_required: false,
})

/** The arrangement that a request would change, and how; undefined when it asks for a new one. */
export function readAmendment(
  params: Record<string, unknown> = {},
): { action: AmendAction; arrangementId: ArrangementId } | undefined {
  const { grant_management_action: action, grant_id: id } = params
  if (action !== undefined && !actions.includes(String(action)))
    throw new errors.InvalidRequest('grant_management_action is not one of those supported')
  const amendAction = amendActions.find((one) => one === action)
  if ((id === undefined) !== (amendAction === undefined))
    throw new errors.InvalidRequest('grant_id goes with the actions merge and replace, and only with them')
  if (!amendAction) return undefined
  if (!isId('arrangement', id)) throw new InvalidGrantId()
  return { action: amendAction, arrangementId: id }
}

/** What the recipient is told when its request can't be put to a consumer. */
export function oauthErrorOf({ code, reason }: AppError): string {
  if (code === 'gone') return 'invalid_grant_id'
  return reason === 'asked-too-often' ? 'access_denied' : 'invalid_request'
}

/** Nothing that the consumer could decide any more: what it would change has ended, or they have refused too often. */
export const isOver = (error: unknown): error is AppError =>
  error instanceof AppError && (error.code === 'gone' || error.reason === 'asked-too-often')
