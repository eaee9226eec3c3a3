import {
  admitProduct,
  registerProduct,
  type SoftwareProduct,
  type SoftwareStatement,
} from '#lib/register/index.ts'
import { narrowMetadata } from './narrow-metadata.ts'

/** The product that the statement is about, as the client that it asks to be: with the ledger entry, in this transaction. */
export async function admitClient(
  statement: SoftwareStatement,
  asked: Readonly<Record<string, unknown>>,
  clientId?: string,
): Promise<SoftwareProduct> {
  const product = await admitProduct(statement, clientId)
  const choices = await narrowMetadata(product, asked)
  return registerProduct({ kind: 'participant', participantId: product.participant.id }, product, choices)
}
