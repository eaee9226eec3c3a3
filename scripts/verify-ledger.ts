// npm run verify -- [URL] [--vkey KEY] [--since FILE] [--save FILE]
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
// Not through the ledger's index: verifying needs no database.
import { type EventType, eventLabels, parseEntry } from '#lib/ledger/entry.ts'
import { fetchLog, fromUtf8, type LedgerReport, ledgerChecks, verifyLedger } from '#lib/tlog/index.ts'

const USAGE = `Verifies a whole ledger from its public read side.

  npm run verify -- [URL] [--vkey KEY] [--since FILE] [--save FILE]

  URL           where the ledger is read (http://localhost:3000/log)
  --vkey KEY    its key, as you know it; without it, the key that the ledger itself shows
  --since FILE  a checkpoint that you kept: the ledger must begin with it
  --save FILE   keep the checkpoint here when all is well
`

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<boolean> {
  const text = { type: 'string' } as const
  const options = { vkey: text, since: text, save: text, help: { type: 'boolean', short: 'h' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (values.help || positionals.length > 1) return show(USAGE, values.help === true)
  const url = positionals[0] ?? 'http://localhost:3000/log'
  const fetch = fetchLog(url)
  const vkey = values.vkey ?? fromUtf8(await fetch('vkey')).trim()
  console.log(
    `Ledger  ${url}\nKey     ${vkey}${values.vkey ? '' : '\n        (as the ledger shows it; pin it with --vkey)'}\n`,
  )

  const counts = new Map<EventType, number>()
  const readEntry = (entry: Uint8Array) => {
    const { type } = parseEntry(entry)
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  const previous = values.since === undefined ? undefined : await readFile(values.since, 'utf8')
  const report = await verifyLedger({ fetch, vkey, previous, readEntry, onProgress })
  print(report, counts)
  if (report.ok && values.save) await writeFile(values.save, report.checkpoint)
  return report.ok
}

function onProgress(done: bigint, size: bigint): void {
  if (process.stderr.isTTY) process.stderr.write(done < size ? `\r${done} of ${size} entries` : '\r\x1b[K')
}

function print(report: LedgerReport, counts: ReadonlyMap<EventType, number>): void {
  for (const check of report.checks) console.log(`  ok    ${ledgerChecks[check]}`)
  if (!report.ok) {
    const { check, message, index, path } = report.fault
    const where = [index === undefined ? '' : `entry ${index}`, path ?? ''].filter(Boolean).join(', ')
    console.log(`  FAIL  ${check === 'reach' ? 'Every part can be read' : ledgerChecks[check]}`)
    console.log(`        ${message}${where ? `\n        at ${where}` : ''}\n\nThe ledger does NOT verify.`)
    return
  }
  console.log(`\n${report.origin}: ${report.size} entries, root ${report.root}`)
  for (const [type, count] of counts) console.log(`${String(count).padStart(8)}  ${eventLabels[type]}`)
  console.log('\nThe ledger verifies.')
}

function show(text: string, ok: boolean): boolean {
  console.log(text)
  return ok
}
