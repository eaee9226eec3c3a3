import { errors } from 'oidc-provider'
import { type Choices, giveConsent, refuseConsent } from '#lib/consent/index.ts'
import type { AppError, ConsumerActor } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { refuseOldSignIn, type SignedInConsumer } from '../decide-request.ts'
import { oauthErrorOf } from '../grant-management.ts'
import { nameRow } from '../named-row-adapter.ts'
import { provider } from '../provider.ts'
import { reportRejection } from '../report-rejection.ts'
import { saveGrant } from '../save-grant.ts'
import { describeSignIn } from '../step-up.ts'
import { lockWaitingRequest } from '../store.ts'
import { toWaitingRequest, type WaitingRequest } from './waiting-request.ts'

/** What came of an answer. `over`: it was decided before, ran out, or was never theirs. */
export type Decided = 'allowed' | 'refused' | 'over'

/** The consumer allows what was asked on the backchannel: consent, ledger entries, grant and answer in one transaction. */
export function allowWaiting(actor: SignedInConsumer, id: string, choices: Choices): Promise<Decided> {
  return decide(actor, id, async (request) => {
    refuseOldSignIn(request, actor)
    const given = await giveConsent(actor, { ...request, choices })
    const grantId = await saveGrant(actor, request.product.clientId, given)
    const { acr, amr, ts: authTime } = describeSignIn(actor)
    await finish(id, grantId, { acr, amr, authTime, rar: [{ ...given.detail }] })
    return 'allowed'
  })
}

/** The consumer refuses: nothing is shared, or goes on as it stands, and the recipient gets `access_denied`. */
export function refuseWaiting(actor: ConsumerActor, id: string): Promise<Decided> {
  return decide(actor, id, async (request) => {
    await refuseConsent(actor, request)
    await finish(id, new errors.AccessDenied('The consumer did not allow sharing'))
    return 'refused'
  })
}

/** Ends a request that can't be put to a consumer: the recipient is told why. */
export function rejectWaiting(actor: ConsumerActor, id: string, reason: AppError): Promise<Decided> {
  return decide(actor, id, async ({ product }) => {
    reportRejection(product.clientId, reason)
    await finish(id, new errors.CustomOIDCProviderError(oauthErrorOf(reason), reason.message))
    return 'over'
  })
}

/** Only the first of several answers counts: the others wait for it, and find nothing that waits. */
function decide(
  actor: ConsumerActor,
  id: string,
  act: (request: WaitingRequest) => Promise<Decided>,
): Promise<Decided> {
  return withTransaction(async () => {
    const [row] = await lockWaitingRequest(actor.accountId, Buffer.from(id, 'base64url'))
    const request = row && (await toWaitingRequest(row))
    return request ? act(request) : 'over'
  })
}

type Result = Parameters<Awaited<ReturnType<typeof provider>>['backchannelResult']>

async function finish(id: string, result: Result[1], more?: Result[2]): Promise<void> {
  await (await provider()).backchannelResult(nameRow(Buffer.from(id, 'base64url')), result, more)
}
