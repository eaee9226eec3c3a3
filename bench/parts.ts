import type { FilledHome } from './fill.ts'
import type { Part } from './measure-part.ts'
import { decideAndRead, encode, record } from './parts-data.ts'
import { checkProofs, verifyRaw } from './parts-proof.ts'
import { planReads } from './reads.ts'
import { caseNames, cases, type Settings } from './settings.ts'

/** What a read through the data API consists of, as far as it can be run by itself. The first is the floor of the second. */
export function listParts(homes: FilledHome[], { steps: times, connections }: Settings): Part[] {
  const alone = { times, atOnce: 1 }
  const together = { times, atOnce: connections }
  const reads = caseNames.map((name) => ({ name, reads: planReads(homes, cases[name], times) }))
  const days = planReads(homes, cases.day, times)
  return [
    { name: 'one ES256 signature, node:crypto alone', ...alone, prepare: () => verifyRaw(days) },
    { name: 'token and DPoP proof', ...alone, prepare: () => checkProofs(days) },
    ...reads.map(({ name, reads }) => ({
      name: `the one statement, ${name}`,
      ...together,
      prepare: () => decideAndRead(reads),
    })),
    ...reads.map(({ name, reads }) => ({ name: `JSON, ${name}`, ...alone, prepare: () => encode(reads) })),
    { name: 'record', ...together, prepare: () => record(days) },
  ]
}
