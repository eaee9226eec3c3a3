// node scripts/print-states.ts > docs/consent-states.md
import { pathToFileURL } from 'node:url'
// Not through the index of lib/consent: printing needs no database.
import { type ConsentEvent, type ConsentState, isStanding, states, transitions } from '#lib/consent/state.ts'

const meanings: Record<ConsentState, string> = {
  requested: 'A recipient has asked; nobody has signed in about it.',
  awaiting_authorisation: 'The consumer is signed in and has the request in front of them.',
  active: 'Given, and not past its end. The only state in which data leaves.',
  paused: 'Held by the consumer, who can resume it.',
  suspended: 'Held by somebody else, who can reinstate it.',
  withdrawn: 'The consumer stopped sharing.',
  revoked: 'Somebody else ended it.',
  expired: 'Its last day is over.',
  superseded: 'A later version of the same arrangement took its place.',
  completed: 'What it was given for is done.',
  tenancy_ended: 'The consumer no longer lives there.',
  invalidated: 'The app or the company behind it left the register for good.',
  rejected: 'The consumer said no.',
  timed_out: 'Nobody decided in time.',
}

interface Act {
  by: string
  /** The file in lib/consent that does it; undefined while nothing does */
  verb?: string
}

/** Who brings each event about. A new event needs a line here, or this does not compile. */
export const acts: Record<ConsentEvent, Act> = {
  signIn: { by: 'the consumer' },
  give: { by: 'the consumer', verb: 'give-consent.ts' },
  reject: { by: 'the consumer', verb: 'refuse-consent.ts' },
  timeOut: { by: 'the node' },
  pause: { by: 'the consumer', verb: 'pause-consent.ts' },
  resume: { by: 'the consumer', verb: 'resume-consent.ts' },
  suspend: { by: 'a holder, by saying that the home changed hands', verb: 'tenancy/hold-for-tenancy.ts' },
  reinstate: {
    by: 'the consumer, by proving that they still live there',
    verb: 'tenancy/hold-for-tenancy.ts',
  },
  reinstateHeld: { by: 'the same, where the consumer had paused it', verb: 'tenancy/hold-for-tenancy.ts' },
  withdraw: { by: 'the consumer', verb: 'withdraw-consent.ts' },
  revoke: { by: 'the recipient, or the node for safety', verb: 'revoke-consent.ts' },
  expire: { by: 'the node', verb: 'expire-consents.ts' },
  supersede: { by: 'the consumer, by agreeing to a later version', verb: 'supersede-consent.ts' },
  narrow: { by: 'the consumer, by sharing less', verb: 'narrow-consent.ts' },
  complete: { by: 'the recipient' },
  endTenancy: { by: 'whoever says that the home changed hands', verb: 'tenancy/hold-for-tenancy.ts' },
  invalidate: { by: 'the operator', verb: 'invalidate-consents.ts' },
}

const ways = Object.entries(transitions) as [ConsentEvent, Partial<Record<ConsentState, ConsentState>>][]

/** The page about states, in Markdown. */
export const printStates = (): string => `# States of a consent

<!-- Made by scripts/print-states.ts from the table in lib/consent/state.ts. Change that, not this. -->

What isn't in the second table can't happen: \`transition\` in \`lib/consent/state.ts\` refuses it.

| state | | meaning |
|---|---|---|
${states.map((state) => `| \`${state}\` | ${kindOf(state)} | ${meanings[state]} |`).join('\n')}

| event | by | from | to | done in \`lib/consent\` by |
|---|---|---|---|---|
${ways.flatMap(([event, table]) => targetsOf(table).map((to) => rowOf(event, table, to))).join('\n')}

Events without a file are agreed but not built. \`requested\`, \`awaiting_authorisation\` and \`timed_out\` are states of the authorisation request, which the authorisation server keeps; a row of the table \`consent\` begins with the decision.

While a consent is held, nothing leaves: the data API refuses its tokens, and refreshing gives \`invalid_grant\`. Nothing of them is deleted, so they serve again once it is resumed. A version that the consumer narrowed begins in the state that its predecessor was in, and the predecessor's tokens serve it ([049](decisions/049-sharing-less-keeps-the-tokens.md)).

Whether data may leave is not read from the state alone: the consent must also be in date, and the software product and its participant active (the view \`consent_in_force_now\`). So access ends with the end date, though \`expired\` is recorded up to a minute later; and no reading from outside the occupancy leaves, though \`tenancy_ended\` is recorded up to a minute later.
`

function kindOf(state: ConsentState): string {
  if (state === 'active') return 'in force'
  if (isStanding(state)) return 'held'
  return ways.some(([, table]) => state in table) ? 'before' : 'ended'
}

const targetsOf = (table: Partial<Record<ConsentState, ConsentState>>) => [...new Set(Object.values(table))]

function rowOf(event: ConsentEvent, table: Partial<Record<ConsentState, ConsentState>>, to: ConsentState) {
  const from = states.filter((state) => table[state] === to).map((state) => `\`${state}\``)
  const { by, verb } = acts[event]
  return `| ${event} | ${by} | ${from.join(', ')} | \`${to}\` | ${verb ? `\`${verb}\`` : ''} |`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(printStates())
}
