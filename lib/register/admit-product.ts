import { randomUUID } from 'node:crypto'
import { withTransaction } from '#lib/db/index.ts'
import { addProduct } from './add-product.ts'
import { enrolParticipant } from './enrol-participant.ts'
import { mayTakePart, type SoftwareProduct } from './participant.ts'
import { byNode } from './record-event.ts'
import { registerIssuer } from './register-keys.ts'
import {
  invalidStatement,
  type SoftwareStatement,
  unapprovedStatement,
} from './statement/software-statement.ts'
import { findProduct, findProductByClientId } from './store.ts'
import { updateParticipant } from './update-participant.ts'
import { updateProduct } from './update-product.ts'

/**
 * The software product that a verified statement is about, as it stands here from now on. Our own register's record
 * counts as it is. What another register vouches for is enrolled and added, or brought up to date. Two at once for
 * one organisation are the caller's to keep apart.
 * @param clientId the product's, once it was admitted
 * @throws AppError `unapproved-software-statement` when product or organisation may not take part here
 */
export function admitProduct(statement: SoftwareStatement, clientId?: string): Promise<SoftwareProduct> {
  return withTransaction(async () => {
    const product =
      statement.iss === registerIssuer()
        ? await findProduct(statement.software_id)
        : await admitFromElsewhere(statement, clientId)
    if (product && mayTakePart(product)) return product
    throw unapprovedStatement('this product or its organisation may not take part here')
  })
}

async function admitFromElsewhere(
  statement: SoftwareStatement,
  clientId: string = randomUUID(),
): Promise<SoftwareProduct | undefined> {
  const [organisation, details] = [organisationOf(statement), productOf(statement)]
  const participant = await enrolParticipant(organisation, vouchedFor)
  if (participant.status !== 'active') return undefined
  const product = await addProduct({ ...details, clientId, participant }, vouchedFor)
  if (product.participant.id !== participant.id) throw invalidStatement('is about another organisation')
  if (!mayTakePart(product)) return product
  await updateParticipant(vouchedFor, participant.id, organisation)
  const { clientChoices = {}, logo = null } = product
  await updateProduct(vouchedFor, product.id, { ...details, clientId, clientChoices, logo })
  return findProductByClientId(clientId)
}

/** What another register says changes our record in its own name. */
const vouchedFor = byNode('trust-anchor')

/** Its number is that of the register which vouches for it: two registers may well use the same. */
const organisationOf = (statement: SoftwareStatement) => ({
  registerNumber: `${statement.iss}#${statement.org_id}`,
  legalName: statement.org_legal_name,
  tradingName: statement.org_name,
  roles: ['data-recipient' as const],
  website: statement.client_uri,
  privacyUrl: statement.policy_uri,
  contactEmail: statement.contacts[0] ?? '',
  contactPhone: statement.org_phone,
})

const productOf = (statement: SoftwareStatement) => ({
  name: statement.software_client_name,
  description: statement.software_client_description,
  redirectUris: statement.redirect_uris,
  jwks: statement.jwks,
  permissions: statement.permissions,
  purposes: statement.purposes,
  onwardSharing: statement.onward_sharing,
})
