import canonicalize from 'canonicalize'
import { z } from 'zod'
import { type Id, type IdKind, isId } from '#lib/core/index.ts'
import { fromUtf8, MalformedError, toUtf8 } from '#lib/tlog/index.ts'

/** A random reference. It names somebody only to who holds the database. */
const id = <K extends IdKind>(kind: K) =>
  z.custom<Id<K>>((value) => isId(kind, value), `Expected an id of kind ${kind}.`)
/** A word of a closed list somewhere, e.g. `tariff_comparison`, `meter.electricity.hh`: nothing that could name a person */
const code = z.string().regex(/^[a-z][a-z0-9._-]{0,63}$/)
const codes = z.array(code).max(32)
const instant = z.iso.datetime({ precision: 3 })
/** SHA-256 in base64url */
const hash = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)

/** A change of status in the register, with its reason as a code; the sentence is in the private part. */
const participantStatus = { participant: id('participant'), reason: code }
const productStatus = { product: id('product'), participant: id('participant'), reason: code }

/** A consent that a change of tenancy touches. */
const heldConsent = { arrangement: id('arrangement'), consent: id('consent'), product: id('product') }

/**
 * Everything that the ledger can say, each with exactly its fields: random references, codes and dates, never
 * personal data. A new kind of event needs a variant here, a label below and a line in docs/ledger.md.
 */
const events = {
  'participant.enrolled': { participant: id('participant'), roles: codes },
  'participant.updated': { participant: id('participant'), fields: codes },
  'participant.suspended': participantStatus,
  'participant.reinstated': participantStatus,
  'participant.revoked': participantStatus,
  'participant.surrendered': participantStatus,
  'software-product.added': { product: id('product'), participant: id('participant'), permissions: codes },
  'software-product.updated': {
    product: id('product'),
    participant: id('participant'),
    permissions: codes,
    fields: codes,
  },
  'software-product.deactivated': productStatus,
  'software-product.reinstated': productStatus,
  'software-product.removed': productStatus,
  'software-product.registered': {
    product: id('product'),
    participant: id('participant'),
    permissions: codes,
  },
  // Of whom it is, only the private part says: how many there are must be known, not who.
  'operator.added': {},
  'operator.removed': {},
  'occupancy.started': { occupancy: id('occupancy') },
  'occupancy.verified': { occupancy: id('occupancy'), level: z.int().min(1).max(3), method: code },
  'occupancy.ended': { occupancy: id('occupancy') },
  'occupancy.held': { occupancy: id('occupancy'), event: id('supplyEvent') },
  'occupancy.restored': { occupancy: id('occupancy') },
  'supply-point.reported': { event: id('supplyEvent'), holder: id('participant'), kind: code },
  'device.linked': { device: id('device'), kind: code },
  'device.released': { device: id('device') },
  'consent.given': {
    arrangement: id('arrangement'),
    consent: id('consent'),
    version: z.int().min(1),
    product: id('product'),
    purpose: code,
    permissions: codes,
    endsAt: instant,
  },
  'consent.refused': { product: id('product'), purpose: code, permissions: codes },
  'consent.withdrawn': {
    arrangement: id('arrangement'),
    consent: id('consent'),
    product: id('product'),
    by: z.literal('consumer'),
    /** Whether they asked to have deleted what was shared; absent when they didn't say */
    asksDeletion: z.boolean().optional(),
  },
  'consent.paused': heldConsent,
  'consent.resumed': heldConsent,
  'consent.narrowed': {
    arrangement: id('arrangement'),
    consent: id('consent'),
    product: id('product'),
    successor: id('consent'),
    version: z.int().min(2),
    permissions: codes,
    endsAt: instant,
  },
  'consent.revoked': {
    arrangement: id('arrangement'),
    consent: id('consent'),
    product: id('product'),
    by: z.enum(['recipient', 'node']),
  },
  'consent.superseded': {
    arrangement: id('arrangement'),
    consent: id('consent'),
    product: id('product'),
    successor: id('consent'),
  },
  'consent.expired': { arrangement: id('arrangement'), consent: id('consent'), product: id('product') },
  'consent.suspended': heldConsent,
  'consent.reinstated': heldConsent,
  'consent.tenancy-ended': heldConsent,
  'consent.invalidated': {
    arrangement: id('arrangement'),
    consent: id('consent'),
    product: id('product'),
    reason: code,
  },
  'disclosures.recalled': { ...heldConsent, count: z.int().min(1) },
  'disclosures.closed': { count: z.int().min(1), root: hash },
} as const

export type EventType = keyof typeof events
// Of no fields zod makes a record that nothing else may be joined to.
type Fields<T extends EventType> = keyof (typeof events)[T] extends never
  ? unknown
  : z.infer<z.ZodObject<(typeof events)[T]>>

/** What happened. */
export type LedgerEvent = { [T in EventType]: { type: T } & Fields<T> }[EventType]

/** An entry as it stands in the ledger: the event, when it was appended, and the commitment to its private part. */
export type Entry = LedgerEvent & { v: 1; ts: string; commit: string }

/** Each kind of event in plain words. */
export const eventLabels: Record<EventType, string> = {
  'participant.enrolled': 'An organisation was enrolled',
  'participant.updated': 'The details of an organisation changed',
  'participant.suspended': 'An organisation was suspended',
  'participant.reinstated': 'An organisation was reinstated',
  'participant.revoked': 'An organisation was revoked',
  'participant.surrendered': 'An organisation gave up its place',
  'software-product.added': 'An app was added to the register',
  'software-product.updated': 'The details of an app changed',
  'software-product.deactivated': 'An app was deactivated',
  'software-product.reinstated': 'An app was reinstated',
  'software-product.registered': 'An app registered with a software statement',
  'software-product.removed': 'An app was removed from the register',
  'operator.added': 'Somebody became an operator of this node',
  'operator.removed': 'Somebody ceased to be an operator of this node',
  'occupancy.started': 'Somebody added their home',
  'occupancy.verified': 'It was proved that somebody lives in their home',
  'occupancy.ended': 'Somebody moved out',
  'occupancy.held': 'A data holder says that somebody moved out',
  'occupancy.restored': 'Somebody still lives in their home, and proved it',
  'supply-point.reported': 'A data holder reported a change at a supply point',
  'device.linked': 'A car, charger or heat pump was linked',
  'device.released': 'Somebody no longer owns a device',
  'consent.given': 'A consumer gave consent',
  'consent.refused': 'A consumer refused consent',
  'consent.withdrawn': 'A consumer withdrew consent',
  'consent.paused': 'A consumer paused a consent',
  'consent.resumed': 'A consumer resumed a consent',
  'consent.narrowed': 'A consumer chose to share less, and a new version took the consent’s place',
  'consent.revoked': 'Somebody other than the consumer ended a consent',
  'consent.superseded': 'A consent was changed, and a new version took its place',
  'consent.expired': 'A consent reached its end date',
  'consent.suspended': 'A consent was held, because somebody may have moved out',
  'consent.reinstated': 'A consent that was held goes on',
  'consent.tenancy-ended': 'A consent ended, because somebody moved out',
  'consent.invalidated': 'A consent was invalidated',
  'disclosures.recalled': 'Readings left that were from after somebody had moved out',
  'disclosures.closed': 'A batch of disclosures was closed',
}

export const eventTypes = Object.keys(eventLabels) as EventType[]

/** Whether `value` names a kind of event. */
export const isEventType = (value: unknown): value is EventType =>
  typeof value === 'string' && Object.hasOwn(eventLabels, value)

const envelope = { v: z.literal(1), ts: instant, commit: hash }
const schemas = new Map(
  Object.entries(events).map(([type, fields]) => [
    type,
    z.strictObject({ type: z.literal(type), ...fields, ...envelope }),
  ]),
)

/** The bytes that are hashed: canonical JSON (RFC 8785). Throws MalformedError for anything but the fields above. */
export function printEntry(entry: Entry): Uint8Array<ArrayBuffer> {
  const parsed = schemas.get(entry.type)?.safeParse(entry)
  if (parsed?.success) return toUtf8(canonicalize(parsed.data) ?? '')
  const fields = parsed?.error.issues.map(({ path }) => path.join('.')).join(', ')
  throw new MalformedError(`Not an entry of the ledger: ${entry.type} (${fields || 'type'}).`)
}

/** The inverse of `printEntry`. */
export function parseEntry(leaf: Uint8Array): Entry {
  const text = fromUtf8(leaf)
  const entry = parseJson(text) as Entry
  if (fromUtf8(printEntry(entry)) !== text) throw new MalformedError('An entry is canonical JSON (RFC 8785).')
  return entry
}

function parseJson(text: string): unknown {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw new MalformedError('An entry is JSON.')
  }
}
