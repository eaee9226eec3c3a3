import { randomBytes } from 'node:crypto'

/** Prefix of each kind of id; the prefix says what the id names. */
export const idPrefixes = {
  account: 'acc',
  session: 'ses',
  passkey: 'pky',
  participant: 'par',
  product: 'prd',
  proposal: 'pro',
  supplyPoint: 'spt',
  occupancy: 'occ',
  device: 'dev',
  supplyEvent: 'sev',
  arrangement: 'arr',
  consent: 'con',
  handle: 'sp',
  notice: 'evt',
} as const

export type IdKind = keyof typeof idPrefixes
export type Id<K extends IdKind> = `${(typeof idPrefixes)[K]}_${string}`

export type AccountId = Id<'account'>
export type SessionId = Id<'session'>
export type PasskeyId = Id<'passkey'>
export type ProductId = Id<'product'>
export type ParticipantId = Id<'participant'>
export type ProposalId = Id<'proposal'>
export type SupplyPointId = Id<'supplyPoint'>
export type OccupancyId = Id<'occupancy'>
export type DeviceId = Id<'device'>
export type SupplyEventId = Id<'supplyEvent'>
export type ArrangementId = Id<'arrangement'>
export type ConsentId = Id<'consent'>
export type NoticeId = Id<'notice'>
/** A supply point as one recipient knows it: different in every arrangement, never the MPAN. */
export type SupplyPointHandle = Id<'handle'>

/** A new unguessable id: the prefix and 128 random bits in base64url. */
export function newId<K extends IdKind>(kind: K): Id<K> {
  return `${idPrefixes[kind]}_${randomBytes(16).toString('base64url')}` as Id<K>
}

/** Whether `value` has the form of an id of this kind. */
export function isId<K extends IdKind>(kind: K, value: unknown): value is Id<K> {
  return typeof value === 'string' && new RegExp(`^${idPrefixes[kind]}_[A-Za-z0-9_-]{22}$`).test(value)
}
