import { verifyHolderWord } from '#lib/register/index.ts'
import { recordSupplyEvent } from './record-supply-event.ts'
import { supplyEventWord } from './supply-event.ts'

/**
 * Takes what a data holder reports, signed. Whether we know the supply point is not said.
 * @throws AppError unauthenticated `holder-word-not-accepted`
 */
export async function receiveSupplyEvent(jwt: string): Promise<void> {
  const { holder, claims } = await verifyHolderWord(jwt, supplyEventWord)
  await recordSupplyEvent({
    holderId: holder.id,
    kind: claims.kind,
    number: claims.supply_number,
    effectiveOn: claims.effective_on,
    sourceRef: claims.source_ref,
  })
}
