import { parseArgs } from 'node:util'
import { type AccountId, AppError } from '#lib/core/index.ts'
import {
  findOccupant,
  formatReport,
  type ImportReport,
  importEv,
  importHeatPump,
  importLcl,
  linkOccupant,
  type RecordReport,
} from '#lib/energy/index.ts'
import { withDatabase } from './with-database.ts'

const USAGE = `Usage: npm run import -- lcl FILE [--occupant EMAIL --from YYYY-MM-DD]
       npm run import -- ev FILE --occupant EMAIL --only USER
       npm run import -- heat-pump FILE --occupant EMAIL --only SYSTEM

  lcl          Low Carbon London readings: plain or gzip, published form or household_id,reading_utc,kwh
  ev           charging sessions: session_id,location,user_id,plugin_local,plugout_local,...,energy_kwh
  heat-pump    intervals: system_id,interval_start_utc,coverage_minutes,electricity_kwh,heat_kwh_derived,flow_temp_c,...
  --occupant   e-mail address of the account that lives in the first household of the file,
               or whose car or heat pump it is ...
  --from       ... the day from which it lives there
  --only       ... the user or the system of the file that is theirs`

interface Arguments {
  kind: string
  file: string
  email: string | undefined
  from: string | undefined
  only: string | undefined
}

function readArguments(): Arguments {
  const options = {
    occupant: { type: 'string' },
    from: { type: 'string' },
    only: { type: 'string' },
  } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [kind = '', file = '', ...more] = positionals
  const { occupant: email, from, only } = values
  const fits =
    kind === 'lcl'
      ? (email === undefined) === (from === undefined) && only === undefined
      : (kind === 'ev' || kind === 'heat-pump') && email && only && from === undefined
  if (!fits || !file || more.length > 0) throw new AppError('invalid', 'usage', USAGE)
  return { kind, file, email, from, only }
}

async function run({ kind, file, email, from, only }: Arguments): Promise<boolean> {
  const accountId = email === undefined ? undefined : await findOccupant(email)
  if (kind === 'lcl') return importReadings(file, accountId, from)
  if (!accountId || !only) return false
  const take = kind === 'ev' ? importEv : importHeatPump
  console.log(sentence(await take(file, accountId, only)))
  return true
}

async function importReadings(file: string, accountId: AccountId | undefined, from: string | undefined) {
  const report = await importLcl(file, { onProgress })
  console.log(formatReport(report))
  if (accountId && from && report.firstSupplyPoint) {
    const linked = await linkOccupant(accountId, report.firstSupplyPoint, from)
    console.log(
      linked ? `Linked the first household to the account from ${from}.` : 'The account lives there already.',
    )
  }
  return report.failure === null
}

const sentence = ({ rows, stored, skipped }: RecordReport): string =>
  `${rows} rows of theirs, ${stored} stored new or changed, ${skipped} skipped: not readable, or not in the time they lived in a home here.`

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
