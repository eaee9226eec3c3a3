// npm run verify-receipt -- FILE [--url URL] [--keys FILE --vkey KEY]
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
// Not through the nouns' indexes: checking needs no database.
import { type Verdict, verifyReceipt } from '#lib/consent/receipt/verify-receipt.ts'
import { parseEntry } from '#lib/ledger/entry.ts'

const USAGE = `Checks a receipt of a consent: ours, unchanged, and in the ledger.

  npm run verify-receipt -- FILE [--url URL] [--keys FILE --vkey KEY]

  FILE          the receipt
  --url URL     the node that made it (http://localhost:3000); its keys are fetched from there
  --keys FILE   its keys as you keep them (/receipts/jwks.json), and
  --vkey KEY    its ledger's key (/log/vkey): then nothing is fetched
`

const words: Record<Exclude<Verdict['kind'], 'genuine'>, string> = {
  unreadable: 'This is not a receipt, or a part of it is missing.',
  'not-ours': 'It is not a receipt of this node.',
  changed: 'It was changed after it was signed.',
}

const ledgers = {
  proven: 'The ledger has it.',
  pending: 'It has no proof of the ledger yet: download it again.',
  wrong: 'Its part about the ledger does not fit.',
}

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<boolean> {
  const text = { type: 'string' } as const
  const options = { url: text, keys: text, vkey: text, help: { type: 'boolean', short: 'h' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  if (values.help || !file || positionals.length > 1 || !values.keys !== !values.vkey)
    return usage(values.help)
  const issuer = new URL(values.url ?? 'http://localhost:3000').origin
  const keys = values.keys ? await readFile(values.keys, 'utf8') : await get(`${issuer}/receipts/jwks.json`)
  const vkey = (values.vkey ?? (await get(`${issuer}/log/vkey`))).trim()
  const receipt = await readFile(file, 'utf8')
  return print(
    await verifyReceipt({ text: receipt, issuer, keys: JSON.parse(keys), vkey, readEntry: parseEntry }),
  )
}

async function get(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`)
  return response.text()
}

function print(verdict: Verdict): boolean {
  if (verdict.kind !== 'genuine') {
    console.log(words[verdict.kind])
    return false
  }
  const { kind, indexes } = verdict.ledger
  console.log(
    `It is genuine and unchanged. ${ledgers[kind]}${indexes.length ? ` Entries: ${indexes.join(', ')}.` : ''}`,
  )
  return kind === 'proven'
}

function usage(asked: boolean | undefined): boolean {
  console.log(USAGE)
  return asked === true
}
