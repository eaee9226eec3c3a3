// node scripts/print-register-schema.ts > public/schemas/register-file.v1.json
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { knownToClients } from '#lib/oidc/known-to-clients.ts'
// Not through the index of lib/register: printing needs no database.
import { registerFile } from '#lib/register/register-file.ts'

/** The JSON Schema of a register file: its shape. What keys and addresses must be, the import says. */
export const printSchema = (): string => {
  const { $schema, ...schema } = z.toJSONSchema(registerFile(knownToClients), { io: 'input' })
  return `${JSON.stringify({ $schema, title: 'EnergyOS Consent register file', ...schema }, null, 2)}\n`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.stdout.write(printSchema())
