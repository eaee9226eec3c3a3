import { parseArgs } from 'node:util'
import { AppError } from '#lib/core/index.ts'
import { findOccupant, formatReport, type ImportReport, importLcl, linkOccupant } from '#lib/energy/index.ts'
import { withDatabase } from './with-database.ts'

const USAGE = `Usage: npm run import -- lcl FILE [--occupant EMAIL --from YYYY-MM-DD]

  lcl          Low Carbon London readings: plain or gzip, published form or household_id,reading_utc,kwh
  --occupant   e-mail address of the account that lives in the first household of the file ...
  --from       ... and the day from which it does`

interface Arguments {
  file: string
  occupant: { email: string; from: string } | undefined
}

function readArguments(): Arguments {
  const options = { occupant: { type: 'string' }, from: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [kind, file, ...more] = positionals
  const { occupant: email, from } = values
  const paired = (email === undefined) === (from === undefined)
  if (kind !== 'lcl' || !file || more.length > 0 || !paired) throw new AppError('invalid', 'usage', USAGE)
  return { file, occupant: email && from ? { email, from } : undefined }
}

async function run({ file, occupant }: Arguments): Promise<boolean> {
  const accountId = occupant && (await findOccupant(occupant.email))
  const report = await importLcl(file, { onProgress })
  console.log(formatReport(report))
  if (accountId && occupant && report.firstSupplyPoint) {
    const linked = await linkOccupant(accountId, report.firstSupplyPoint, occupant.from)
    console.log(
      linked
        ? `Linked the first household to the account from ${occupant.from}.`
        : 'The account lives there already.',
    )
  }
  return report.failure === null
}

function onProgress({ rows, elapsedMs, added, unchanged, corrected }: ImportReport): void {
  console.log(
    `${rows} rows read, ${Math.round(rows / (elapsedMs / 1000))} rows/s, ${added + unchanged + corrected} stored`,
  )
}

try {
  const given = readArguments()
  await withDatabase(() => run(given))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
