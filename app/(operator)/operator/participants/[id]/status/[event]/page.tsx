import type { Metadata } from 'next'
import { participantTransitions, showParticipant } from '#lib/register/index.ts'
import { statusPage } from '../../../../status-page.tsx'

export const metadata: Metadata = { title: 'Change the status' }

export default statusPage('participant', participantTransitions, async (actor, id) => {
  const shown = await showParticipant(actor, id)
  return shown && { name: shown.participant.tradingName, status: shown.participant.status }
})
