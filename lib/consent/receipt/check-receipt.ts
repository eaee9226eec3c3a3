import { type ArrangementId, isId } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { eventLabels, listArrangementEntries, parseEntry, readVkey } from '#lib/ledger/index.ts'
import { receiptKeys } from './sign-receipt.ts'
import { verifyReceipt } from './verify-receipt.ts'

/** What anybody is told of a receipt: codes, dates and what the receipt itself says. */
export type CheckedReceipt =
  | { kind: 'unreadable' | 'not-ours' | 'changed' }
  | {
      kind: 'genuine'
      ledger: 'proven' | 'pending' | 'wrong'
      /** Places in the ledger, as text */
      indexes: string[]
      company: string
      reference: string
      createdAt: string
      endsAt: string
      /** What the public ledger says of this consent, oldest first */
      events: { label: string; at: string }[]
    }

/** Checks a receipt that somebody shows us, and what the ledger says of its consent by now. */
export async function checkReceipt(text: string): Promise<CheckedReceipt> {
  const verdict = await verifyReceipt({
    text,
    issuer: env().issuer,
    keys: await receiptKeys(),
    vkey: await readVkey(),
    readEntry: parseEntry,
  })
  if (verdict.kind !== 'genuine') return verdict
  const { 'dpv:hasRecordOfActivity': record, 'dct:created': createdAt } = verdict.receipt
  const reference = record['dct:isPartOf']
  return {
    kind: 'genuine',
    ledger: verdict.ledger.kind,
    indexes: verdict.ledger.indexes.map(String),
    company: record['dpv:hasDataController']['energyos:tradingName'],
    reference,
    createdAt,
    endsAt: record['dpv:hasProcess'][0]['energyos:endsAt'],
    events: isId('arrangement', reference) ? await eventsOf(reference, record['dct:identifier']) : [],
  }
}

async function eventsOf(arrangement: ArrangementId, consent: string) {
  const entries = await listArrangementEntries(arrangement)
  return entries
    .filter(({ entry }) => 'consent' in entry && entry.consent === consent)
    .map(({ entry }) => ({ label: eventLabels[entry.type], at: entry.ts }))
}
