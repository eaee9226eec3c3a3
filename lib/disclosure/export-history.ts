import { stringify } from 'csv-stringify/sync'
import type { ArrangementId, ConsumerActor } from '#lib/core/index.ts'
import { type Disclosed, walkDisclosures } from './list-disclosures.ts'

export const historyFormats = ['csv', 'json'] as const

export type HistoryFormat = (typeof historyFormats)[number]

/** The whole access history of the consumer's own arrangement, piece by piece, newest first. */
export function exportHistory(
  actor: ConsumerActor,
  arrangementId: ArrangementId,
  format: HistoryFormat,
  atOnce?: number,
): AsyncGenerator<string> {
  const pages = walkDisclosures(actor, arrangementId, atOnce)
  return format === 'csv' ? toCsv(pages) : toJson(pages)
}

const columns = {
  disclosedAt: 'When (UTC)',
  label: 'What',
  meterEnding: 'Meter ending',
  granularity: 'Detail',
  periodFrom: 'From (UTC)',
  periodTo: 'To, not included (UTC)',
  readings: 'Readings',
  customerPresent: 'They said that you were there',
  permission: 'Permission',
  interactionId: 'Reference of the request',
}

/** RFC 4180, with a byte order mark for spreadsheets, which also take no cell of it for a formula. */
async function* toCsv(pages: AsyncIterable<Disclosed[]>): AsyncGenerator<string> {
  yield stringify([], { header: true, bom: true, columns, record_delimiter: 'windows' })
  for await (const page of pages)
    yield stringify(page.map(toRow), { columns, escape_formulas: true, record_delimiter: 'windows' })
}

const toRow = (disclosed: Disclosed) => ({
  ...disclosed,
  disclosedAt: disclosed.disclosedAt.toISOString(),
  periodFrom: disclosed.periodFrom?.toISOString(),
  periodTo: disclosed.periodTo?.toISOString(),
  customerPresent: disclosed.customerPresent ? 'yes' : 'no',
})

async function* toJson(pages: AsyncIterable<Disclosed[]>): AsyncGenerator<string> {
  yield '{"disclosures":['
  let separator = ''
  for await (const page of pages) {
    yield separator + page.map(({ id: _, ...disclosed }) => JSON.stringify(disclosed)).join(',\n')
    separator = ',\n'
  }
  yield ']}\n'
}
