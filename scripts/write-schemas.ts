// node scripts/write-schemas.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
// Not through the index of lib/consent: writing needs no database.
import { ENERGY_DATA, grantedElement, requestElement } from '#lib/consent/request.ts'

const folder = new URL('../public/schemas/', import.meta.url)

/** The JSON Schemas (draft 2020-12) of our authorization_details type, by the file under /schemas that holds each. */
export const schemas = {
  'energy-data-v1.request.json': publish(
    requestElement,
    'request',
    'Energy data, as a recipient asks for it',
  ),
  'energy-data-v1.granted.json': publish(grantedElement, 'granted', 'Energy data, as a consumer granted it'),
}

function publish(schema: z.ZodType, form: string, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema)
  return `${JSON.stringify({ $schema, $id: `${ENERGY_DATA}:${form}`, title, ...rest }, null, 2)}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(schemas)) writeFileSync(new URL(name, folder), text)
}
