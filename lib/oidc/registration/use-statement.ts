import { errors } from 'oidc-provider'
import { isPermission } from '#lib/energy/index.ts'
import { type SoftwareStatement, statementEnds, verifyStatement } from '#lib/register/index.ts'
import { hashId } from '../hash-id.ts'
import { insertUse, lockOrganisation } from './store.ts'

/** What the statement says, as far as this node can act on it: permissions that it doesn't know can't be asked for here. */
export async function readStatement(jwt: string): Promise<SoftwareStatement> {
  const statement = await verifyStatement(jwt)
  const permissions = statement.permissions.filter(isPermission)
  if (permissions.length) return { ...statement, permissions }
  throw new errors.UnapprovedSoftwareStatement('software_statement: names no permission that this node knows')
}

/**
 * Uses the statement up, in the transaction of what it is used for: what is refused can be mended and sent again. Until
 * that transaction ends, no other acts for the same organisation.
 */
export async function useUp(statement: SoftwareStatement): Promise<void> {
  await lockOrganisation(statement.iss, statement.org_id)
  const id = hashId(JSON.stringify(['software-statement', statement.iss, statement.jti]))
  if (await insertUse(id, statementEnds(statement))) return
  throw new errors.InvalidSoftwareStatement('software_statement: was used before')
}
