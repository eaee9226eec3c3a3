// npm run bench [-- reads] [-- tokens] [-- --quick] [-- --profile]: what our promises cost, beside servers that make none.
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { lifecycle } from '#lib/ops/lifecycle.ts'
import { readSettings } from './settings.ts'

process.chdir(dirname(import.meta.dirname))

const life = lifecycle((error) => console.error('stopping', error))
try {
  const settings = readSettings(process.argv.slice(2))
  if (!existsSync('lib/db/generated/client.ts')) {
    throw new Error(
      'The database client is not generated yet: npm run db:generate does it, and so does npm start.',
    )
  }
  const { compare } = await import('./compare.ts')
  const { formatReport, saveReport } = await import('./report.ts')
  const results = await compare(settings, life)
  console.log(formatReport(results))
  console.log(`Every pass is in ${saveReport(results)}.`)
  await life.end(0)
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}\n`)
  await life.end(1)
}
