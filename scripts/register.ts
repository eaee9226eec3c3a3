import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { AppError } from '#lib/core/index.ts'
import { knownToClients } from '#lib/oidc/known-to-clients.ts'
import { byNode, importRegister } from '#lib/register/index.ts'
import { withDatabase } from './with-database.ts'

const USAGE = `Usage: npm run register -- import FILE

  import   loads participants and their apps from a JSON file (docs/register.md; public/schemas/register-file.v1.json)`

function readArguments(): string {
  const [command, file, ...more] = parseArgs({ allowPositionals: true }).positionals
  if (command !== 'import' || !file || more.length > 0) throw new AppError('invalid', 'usage', USAGE)
  return file
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new AppError('invalid', 'no-such-file', `${file} can’t be read.`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('invalid', 'not-json', `${file} is not JSON.`)
  }
}

async function run(document: unknown): Promise<boolean> {
  for (const { what, outcome, fields } of await importRegister(
    byNode('register import'),
    document,
    knownToClients,
  )) {
    console.log(`${outcome.padEnd(9)}  ${what}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`)
  }
  return true
}

try {
  const document = await readJson(readArguments())
  await withDatabase(() => run(document))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
