// node scripts/print-register-states.ts: puts the tables of lib/register/status/status.ts and reason.ts into docs/register.md
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
// Not through the index of lib/register: printing needs no database.
import { reasonCodes, reasons } from '#lib/register/status/reason.ts'
import {
  isEnding,
  type ParticipantEvent,
  type ProductEvent,
  participantTransitions,
  productTransitions,
} from '#lib/register/status/status.ts'

/** The file that brings each event about. A new event needs a line here, or this does not compile. */
export const verbs: { participant: Record<ParticipantEvent, string>; product: Record<ProductEvent, string> } =
  {
    participant: {
      suspend: 'status/suspend-participant.ts',
      reinstate: 'status/reinstate-participant.ts',
      revoke: 'status/revoke-participant.ts',
      surrender: 'status/surrender-participant.ts',
    },
    product: {
      deactivate: 'status/deactivate-product.ts',
      reinstate: 'status/reinstate-product.ts',
      remove: 'proposal/end-in-register.ts',
    },
  }

const FIRST =
  '<!-- Made by scripts/print-register-states.ts. Change lib/register/status/status.ts and reason.ts, not this. -->'
const LAST = '<!-- End of what is made. -->'
const page = new URL('../docs/register.md', import.meta.url)

type Table = typeof participantTransitions | typeof productTransitions

/** The tables of statuses and reasons, in Markdown. */
const printTables = (): string => `${FIRST}

| event of a participant | from | to | operators | done in \`lib/register\` by |
|---|---|---|---|---|
${rowsOf(participantTransitions, verbs.participant)}

| event of a product | from | to | operators | done in \`lib/register\` by |
|---|---|---|---|---|
${rowsOf(productTransitions, verbs.product)}

| reason | in words | for |
|---|---|---|
${reasonCodes.map((code) => `| \`${code}\` | ${reasons[code].label} | ${reasons[code].returns ? 'reinstating' : 'everything else'} |`).join('\n')}

${LAST}`

const rowsOf = (table: Table, files: Record<string, string>): string =>
  Object.entries(table)
    .map(([event, steps]) => {
      const from = Object.keys(steps).map((status) => `\`${status}\``)
      const to = [...new Set(Object.values(steps))].map((status) => `\`${status}\``)
      return `| ${event} | ${from.join(', ')} | ${to.join(', ')} | ${isEnding(table, event) ? 'two' : 'one'} | \`${files[event]}\` |`
    })
    .join('\n')

/** The page about the register with its tables as they are now. */
export function printPage(): string {
  const text = readFileSync(page, 'utf8')
  const [start, end] = [text.indexOf(FIRST), text.indexOf(LAST)]
  if (start < 0 || end < 0) throw new Error('docs/register.md has no place for the tables.')
  return text.slice(0, start) + printTables() + text.slice(end + LAST.length)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(page, printPage())
