import { readCoverage } from './consumer-rules.ts'

const { ids, proofs } = readCoverage()
for (const id of ids) console.log(id.padEnd(4), proofs.get(id)?.join(', ') ?? '-')
const open = ids.filter((id) => !proofs.has(id))
console.log(
  `\n${ids.length - open.length} of ${ids.length} rules have a test. Without one: ${open.join(' ') || 'none'}`,
)
