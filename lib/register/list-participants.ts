import type { OperatorActor } from '#lib/core/index.ts'
import type { Participant } from './participant.ts'
import { searchParticipants } from './store.ts'

export type ListedParticipant = Pick<
  Participant,
  'id' | 'tradingName' | 'legalName' | 'registerNumber' | 'roles' | 'status'
>

const MOST = 100

/** Participants whose name, number or app matches, by trading name; at most 100. */
export const listParticipants = (_actor: OperatorActor, search: string): Promise<ListedParticipant[]> =>
  searchParticipants(search.trim().slice(0, 100), MOST)
