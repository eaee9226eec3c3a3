import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { newId } from '#lib/core/index.ts'
import { MalformedError, toUtf8 } from '#lib/tlog/index.ts'
import {
  type Entry,
  type EventType,
  eventLabels,
  eventTypes,
  isEventType,
  parseEntry,
  printEntry,
} from './entry.ts'

const hash = 'A'.repeat(43)
const [participant, product, occupancy] = [newId('participant'), newId('product'), newId('occupancy')]
const [device, supplyEvent] = [newId('device'), newId('supplyEvent')]
const reason = 'security-incident'
const [arrangement, consent] = [newId('arrangement'), newId('consent')]
const envelope = { v: 1, ts: '2026-11-23T09:00:00.000Z', commit: hash } as const

const examples: { [T in EventType]: Extract<Entry, { type: T }> } = {
  'participant.enrolled': {
    ...envelope,
    type: 'participant.enrolled',
    participant,
    roles: ['data-recipient'],
  },
  'participant.updated': {
    ...envelope,
    type: 'participant.updated',
    participant,
    fields: ['trading-name'],
  },
  'participant.suspended': { ...envelope, type: 'participant.suspended', participant, reason },
  'participant.reinstated': { ...envelope, type: 'participant.reinstated', participant, reason },
  'participant.revoked': { ...envelope, type: 'participant.revoked', participant, reason },
  'participant.surrendered': { ...envelope, type: 'participant.surrendered', participant, reason },
  'software-product.updated': {
    ...envelope,
    type: 'software-product.updated',
    product,
    participant,
    permissions: ['meter.electricity.daily'],
    fields: ['redirect-uris', 'permissions'],
  },
  'software-product.deactivated': {
    ...envelope,
    type: 'software-product.deactivated',
    product,
    participant,
    reason,
  },
  'software-product.reinstated': {
    ...envelope,
    type: 'software-product.reinstated',
    product,
    participant,
    reason,
  },
  'software-product.removed': { ...envelope, type: 'software-product.removed', product, participant, reason },
  'software-product.added': {
    ...envelope,
    type: 'software-product.added',
    product,
    participant,
    permissions: ['meter.electricity.hh'],
  },
  'software-product.registered': {
    ...envelope,
    type: 'software-product.registered',
    product,
    participant,
    permissions: ['meter.electricity.hh'],
  },
  'operator.added': { ...envelope, type: 'operator.added' },
  'operator.removed': { ...envelope, type: 'operator.removed' },
  'occupancy.started': { ...envelope, type: 'occupancy.started', occupancy },
  'occupancy.verified': {
    ...envelope,
    type: 'occupancy.verified',
    occupancy,
    level: 2,
    method: 'meter-reading',
  },
  'occupancy.ended': { ...envelope, type: 'occupancy.ended', occupancy },
  'occupancy.held': { ...envelope, type: 'occupancy.held', occupancy, event: supplyEvent },
  'occupancy.restored': { ...envelope, type: 'occupancy.restored', occupancy },
  'supply-point.reported': {
    ...envelope,
    type: 'supply-point.reported',
    event: supplyEvent,
    holder: participant,
    kind: 'change-of-tenancy',
  },
  'consent.suspended': { ...envelope, type: 'consent.suspended', arrangement, consent, product },
  'consent.reinstated': { ...envelope, type: 'consent.reinstated', arrangement, consent, product },
  'consent.tenancy-ended': { ...envelope, type: 'consent.tenancy-ended', arrangement, consent, product },
  'disclosures.recalled': {
    ...envelope,
    type: 'disclosures.recalled',
    arrangement,
    consent,
    product,
    count: 3,
  },
  'device.linked': { ...envelope, type: 'device.linked', device, kind: 'heat-pump' },
  'device.released': { ...envelope, type: 'device.released', device },
  'consent.given': {
    ...envelope,
    type: 'consent.given',
    arrangement,
    consent,
    version: 1,
    product,
    purpose: 'tariff_comparison',
    permissions: ['supply-point.basic', 'meter.electricity.daily'],
    endsAt: '2027-06-01T00:00:00.000Z',
  },
  'consent.refused': {
    ...envelope,
    type: 'consent.refused',
    product,
    purpose: 'tariff_comparison',
    permissions: [],
  },
  'consent.paused': { ...envelope, type: 'consent.paused', arrangement, consent, product },
  'consent.resumed': { ...envelope, type: 'consent.resumed', arrangement, consent, product },
  'consent.narrowed': {
    ...envelope,
    type: 'consent.narrowed',
    arrangement,
    consent,
    product,
    successor: newId('consent'),
    version: 2,
    permissions: ['meter.electricity.daily'],
    endsAt: '2027-06-01T00:00:00.000Z',
  },
  'consent.withdrawn': {
    ...envelope,
    type: 'consent.withdrawn',
    arrangement,
    consent,
    product,
    by: 'consumer',
  },
  'consent.revoked': {
    ...envelope,
    type: 'consent.revoked',
    arrangement,
    consent,
    product,
    by: 'recipient',
  },
  'consent.superseded': {
    ...envelope,
    type: 'consent.superseded',
    arrangement,
    consent,
    product,
    successor: newId('consent'),
  },
  'consent.expired': { ...envelope, type: 'consent.expired', arrangement, consent, product },
  'consent.invalidated': { ...envelope, type: 'consent.invalidated', arrangement, consent, product, reason },
  'disclosures.closed': { ...envelope, type: 'disclosures.closed', count: 12, root: hash },
}
const given = examples['consent.given']

describe('every kind of entry', () => {
  test.each(eventTypes)('%s is printed and parsed alike, and has a label', (type) => {
    expect(parseEntry(printEntry(examples[type]))).toEqual(examples[type])
    expect(eventLabels[type]).toMatch(/^[A-Z].*[a-z]$/)
    expect(isEventType(type)).toBe(true)
  })

  test.each(eventTypes)('%s stands in the documentation', (type) => {
    expect(readFileSync('docs/ledger.md', 'utf8')).toContain(`\`${type}\``)
  })

  test.each(eventTypes)('%s takes no field more and none less', (type) => {
    const entry = examples[type]
    expect(() => printEntry(Object.assign({}, entry, { name: 'Ada' }))).toThrow(MalformedError)
    for (const field of Object.keys(entry)) {
      const rest = Object.fromEntries(Object.entries(entry).filter(([name]) => name !== field))
      expect(() => printEntry(rest as Entry)).toThrow(MalformedError)
    }
  })
})

describe('what cannot be in an entry', () => {
  test.each([
    ['a kind that we do not know', { ...given, type: 'consent.sold' }],
    ['a kind that every object has', { ...given, type: 'toString' }],
    ['another version', { ...given, v: 2 }],
    ['an id of another kind', { ...given, consent: arrangement }],
    ['an MPAN for a reference', { ...given, arrangement: '1200023305967' }],
    ['a sentence for a code', { ...given, purpose: 'Ada wants to compare tariffs' }],
    ['an address for a permission', { ...given, permissions: ['ada@example.com'] }],
    ['a date in local time', { ...given, endsAt: '2027-06-01T00:00:00.000+01:00' }],
    ['a date that is none', { ...given, endsAt: '2027-02-30T00:00:00.000Z' }],
    ['somebody else withdrawing', { ...examples['consent.withdrawn'], by: 'operator' }],
    ['a hash of another length', { ...examples['disclosures.closed'], root: 'AAAA' }],
    ['an empty batch', { ...examples['disclosures.closed'], count: 0 }],
  ])('%s is refused', (_, entry) => {
    expect(() => printEntry(entry as Entry)).toThrow(MalformedError)
  })

  test('the message of a refusal names fields and never their values', () => {
    const leaky = { ...given, purpose: 'Ada Lovelace' } as Entry
    expect(() => printEntry(leaky)).toThrow('Not an entry of the ledger: consent.given (purpose).')
  })
})

describe('the bytes of an entry', () => {
  test('are canonical JSON: sorted names, no white space', () => {
    expect(new TextDecoder().decode(printEntry(examples['disclosures.closed']))).toBe(
      `{"commit":"${hash}","count":12,"root":"${hash}","ts":"2026-11-23T09:00:00.000Z","type":"disclosures.closed","v":1}`,
    )
  })

  test.each([
    '',
    'null',
    '[]',
    '7',
    '{}',
    '{',
    ` ${new TextDecoder().decode(printEntry(given))}`,
    JSON.stringify(given),
  ])('anything else is refused: %s', (text) => {
    expect(() => parseEntry(toUtf8(text))).toThrow(MalformedError)
  })

  test('bytes that are no UTF-8 are refused', () => {
    expect(() => parseEntry(Uint8Array.of(0xff))).toThrow(MalformedError)
  })
})
