import { AppError } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { addProduct } from './add-product.ts'
import type { KnownElsewhere } from './details/details.ts'
import { keepLogo } from './details/logo.ts'
import { enrolParticipant } from './enrol-participant.ts'
import type { Participant, ProductDetails } from './participant.ts'
import type { RegisterActor } from './record-event.ts'
import { type Fault, printPath, type RegisterFile, readRegisterFile } from './register-file.ts'
import { eventsFrom, participantTransitions } from './status/status.ts'
import { findParticipantByRegisterNumber, findProductByClientId } from './store.ts'
import { updateParticipant } from './update-participant.ts'
import { updateProduct } from './update-product.ts'

/** What an import did with one participant or product. */
export interface Imported {
  what: string
  outcome: 'added' | 'updated' | 'unchanged'
  /** Names of what changed, when it was updated */
  fields: string[]
}

type FileParticipant = RegisterFile['participants'][number]
type FileProduct = FileParticipant['products'][number]

/**
 * Loads participants and products from a parsed JSON document: enrols what is missing, updates what differs with the
 * same verbs as everybody, and leaves the rest and every status alone. All of it or nothing, in one transaction.
 * @throws AppError `invalid` `register-file` with every fault and its path, one a line
 */
export async function importRegister(
  actor: RegisterActor,
  document: unknown,
  known: KnownElsewhere,
): Promise<Imported[]> {
  const file = readRegisterFile(document, known)
  if (Array.isArray(file)) throw refusal(file)
  return withTransaction(async () => {
    const faults = await misfits(file)
    if (faults.length > 0) throw refusal(faults)
    const done: Imported[] = []
    for (const one of file.participants) done.push(...(await importParticipant(actor, one)))
    return done
  })
}

function refusal(faults: Fault[]): AppError {
  const lines = faults.map(({ path, message }) => `${path}: ${message}`)
  return new AppError('invalid', 'register-file', `Nothing was changed.\n${lines.join('\n')}`)
}

/** What the file asks for and the register doesn't allow. */
async function misfits({ participants }: RegisterFile): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [i, { registerNumber, products }] of participants.entries()) {
    const standing = await findParticipantByRegisterNumber(registerNumber)
    if (standing && eventsFrom(participantTransitions, standing.status).length === 0) {
      faults.push({ path: printPath(['participants', i]), message: `was ${standing.status} for good` })
    }
    for (const [j, product] of products.entries()) {
      const message = await misfitOf(product, standing)
      if (message) faults.push({ path: printPath(['participants', i, 'products', j]), message })
    }
  }
  return faults
}

async function misfitOf(
  { clientId }: FileProduct,
  owner: Participant | undefined,
): Promise<string | undefined> {
  const standing = await findProductByClientId(clientId)
  if (!standing) return undefined
  if (standing.participant.id !== owner?.id) return 'this client id belongs to another participant'
  return standing.status === 'removed' ? 'was removed for good' : undefined
}

async function importParticipant(
  actor: RegisterActor,
  { products, ...details }: FileParticipant,
): Promise<Imported[]> {
  const what = `participant ${details.registerNumber}`
  const standing = await findParticipantByRegisterNumber(details.registerNumber)
  const participant = standing ?? (await enrolParticipant(details, actor))
  const fields = standing ? await updateParticipant(actor, standing.id, details) : undefined
  const done = [outcomeOf(what, fields)]
  for (const product of products) done.push(await importProduct(actor, participant, product))
  return done
}

async function importProduct(
  actor: RegisterActor,
  participant: Participant,
  product: FileProduct,
): Promise<Imported> {
  const { logo, ...rest } = product
  const details: ProductDetails = { ...rest, logo: logo ? await keepLogo(Buffer.from(logo, 'base64')) : null }
  const standing = await findProductByClientId(details.clientId)
  const fields = standing ? await updateProduct(actor, standing.id, details) : undefined
  if (!standing) await addProduct({ ...details, participant }, actor)
  return outcomeOf(`product ${details.clientId}`, fields)
}

/** `fields` undefined: it wasn't there before. */
const outcomeOf = (what: string, fields: string[] | undefined): Imported => ({
  what,
  outcome: !fields ? 'added' : fields.length > 0 ? 'updated' : 'unchanged',
  fields: fields ?? [],
})
