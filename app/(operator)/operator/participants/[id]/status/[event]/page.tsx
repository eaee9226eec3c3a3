import { participantTransitions, showParticipant } from '#lib/register/index.ts'
import { statusMetadata, statusPage } from '../../../../status-page.tsx'

export const generateMetadata = statusMetadata

export default statusPage('participant', participantTransitions, async (actor, id) => {
  const shown = await showParticipant(actor, id)
  return shown && { name: shown.participant.tradingName, status: shown.participant.status }
})
