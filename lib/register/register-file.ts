import { z } from 'zod'
import { type KnownElsewhere, participantDetails, productDetails } from './details/details.ts'

/** A file of participants with their products (docs/register.md). Statuses aren't in it: a file suspends nobody. */
export const registerFile = (known: KnownElsewhere) =>
  z.strictObject({
    $schema: z.string().optional(),
    version: z.literal(1),
    participants: z
      .array(participantDetails.extend({ products: z.array(productDetails(known)).max(100).default([]) }))
      .min(1)
      .max(1000),
  })

export type RegisterFile = z.infer<ReturnType<typeof registerFile>>

/** What is wrong in a file, and where: `participants[0].products[1].jwks.keys[0]`. Never with the value. */
export interface Fault {
  path: string
  message: string
}

/** Reads a parsed JSON document. Either the file, or all its faults at once. */
export function readRegisterFile(document: unknown, known: KnownElsewhere): RegisterFile | Fault[] {
  const parsed = registerFile(known).safeParse(document)
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({ path: printPath(path), message }))
  const faults = repeats(parsed.data)
  return faults.length > 0 ? faults : parsed.data
}

export const printPath = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '') || 'the file'

/** Names that name two things. */
function repeats({ participants }: RegisterFile): Fault[] {
  const numbers = participants.map(
    ({ registerNumber }, i) => [registerNumber, ['participants', i, 'registerNumber']] as const,
  )
  const clients = participants.flatMap(({ products }, i) =>
    products.map(({ clientId }, j) => [clientId, ['participants', i, 'products', j, 'clientId']] as const),
  )
  return [...twice(numbers), ...twice(clients)]
}

function twice(named: (readonly [string, readonly PropertyKey[]])[]): Fault[] {
  const seen = new Set<string>()
  return named.flatMap(([name, path]) => {
    if (!seen.has(name)) return seen.add(name) && []
    return [{ path: printPath(path), message: 'comes twice in this file' }]
  })
}
