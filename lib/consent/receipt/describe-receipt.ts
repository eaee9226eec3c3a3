import { now } from '#lib/core/index.ts'
import { type PermissionId, permissions } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import type { ConsentState } from '../state.ts'
import type { ReceiptRow } from './store.ts'

const CONTEXT = {
  dct: 'http://purl.org/dc/terms/',
  dpv: 'https://w3id.org/dpv#',
  loc: 'https://w3id.org/dpv/loc#',
  energyos: 'urn:energyos:receipt:',
}

/** How DPV names the way in which a consent ended. */
const endings: Partial<Record<ConsentState, { status: string; by: string }>> = {
  withdrawn: { status: 'dpv:ConsentWithdrawn', by: 'dpv:DataSubject' },
  revoked: { status: 'dpv:ConsentRevoked', by: 'dpv:DataController' },
  expired: { status: 'dpv:ConsentExpired', by: 'energyos:node' },
  invalidated: { status: 'dpv:ConsentInvalidated', by: 'energyos:node' },
}

/**
 * A receipt for machines, shaped by ISO/IEC TS 27560 in the words of DPV (w3id.org/dpv/guides/consent-27560): the record
 * of one consent. Its person is named within this connection alone, and its homes by the last digits of their meters (R3).
 */
export function describeReceipt(row: ReceiptRow) {
  return {
    '@context': CONTEXT,
    '@type': 'dpv:ConsentReceipt',
    'dct:identifier': `receipt-${row.id}`,
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt',
    'dct:created': now().toISOString(),
    'dct:publisher': env().issuer,
    'dpv:hasRecordOfActivity': describeRecord(row),
  }
}

export type Receipt = ReturnType<typeof describeReceipt>

function describeRecord(row: ReceiptRow) {
  const { issuer, supportPhone } = env()
  const { arrangement, version, summaryHash } = row
  return {
    '@type': 'dpv:ConsentRecord',
    'dct:identifier': row.id,
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record',
    'dct:isPartOf': arrangement.id,
    'dct:hasVersion': version,
    'dpv:hasDataSubject': { '@type': 'dpv:Consumer', 'dct:identifier': arrangement.id },
    'dpv:hasDataController': describeController(row),
    'dpv:hasJurisdiction': 'loc:GB',
    'dpv:hasLegalBasis': 'dpv:Consent',
    'dpv:hasProcess': [describeProcess(row)],
    'dpv:hasNotice': {
      '@type': 'dpv:ConsentNotice',
      'dct:language': 'en-GB',
      'energyos:shownSha256': Buffer.from(summaryHash).toString('base64url'),
    },
    'dpv:hasConsentControl': {
      '@type': 'dpv:WithdrawConsent',
      'dpv:isExercisedAt': `${issuer}/connections/${arrangement.id}`,
      'energyos:phone': supportPhone,
    },
    'dpv:hasConsentStatus': describeStatus(row),
  }
}

const describeController = ({ arrangement: { product } }: ReceiptRow) => ({
  '@type': 'dpv:DataController',
  'dct:identifier': product.participant.registerNumber,
  'dpv:hasName': product.participant.legalName,
  'energyos:tradingName': product.participant.tradingName,
  'energyos:product': product.id,
  'energyos:productName': product.name,
  'dpv:hasContact': product.participant.contactPhone,
  'dpv:hasPolicy': product.participant.privacyUrl,
})

function describeProcess(row: ReceiptRow) {
  const { participant, onwardSharing } = row.arrangement.product
  return {
    '@type': 'dpv:Process',
    'dpv:hasPurpose': { 'dct:identifier': row.purposeCode, 'dct:description': row.purposeText },
    'dpv:hasProcessing': 'dpv:Share',
    'dpv:hasPersonalData': row.permissions.map((id) => ({
      'dct:identifier': id,
      'dct:description': permissions[id as PermissionId].lines.join(' '),
    })),
    'energyos:readingsFrom': row.historyFrom.toISOString(),
    'energyos:homes': row.supplyPoints.map(({ supplyPoint }) => ({
      'energyos:meterNumberEnding': supplyPoint.mpan.slice(-4),
    })),
    'dpv:hasRecipient': [participant.legalName, ...onwardSharing],
    'dpv:hasStorageCondition': [
      {
        '@type': 'dpv:StorageDuration',
        'dct:description': `Ask ${participant.tradingName}: ${participant.privacyUrl}`,
      },
    ],
    'energyos:endsAt': row.endsAt.toISOString(),
  }
}

/** What became of it, oldest first. */
function describeStatus({ decidedAt, endedAt, state }: ReceiptRow) {
  const given = {
    '@type': 'dpv:ConsentGiven',
    'dpv:isIndicatedBy': 'dpv:DataSubject',
    'dpv:isIndicatedAtTime': decidedAt.toISOString(),
  }
  const ending = endings[state as ConsentState]
  if (!ending || !endedAt) return [given]
  const ended = {
    '@type': ending.status,
    'dpv:isIndicatedBy': ending.by,
    'dpv:isIndicatedAtTime': endedAt.toISOString(),
  }
  return [given, ended]
}
