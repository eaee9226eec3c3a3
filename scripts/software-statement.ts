// npm run statement: our register's word for one of its software products, to be handed to the recipient.
import { parseArgs } from 'node:util'
import { AppError } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { findProductByClientId, findProductById, issueStatement } from '#lib/register/index.ts'
import { withDatabase } from './with-database.ts'

const USAGE = `Usage: npm run statement -- PRODUCT [--for ISSUER]

  PRODUCT   the product's id in the register (prd_...) or its client id
  --for     issuer of the node where it will be used; this one, unless given

  Prints a software statement. It works once, within ten minutes.`

function readArguments(): { product: string; audience: string } {
  const { positionals, values } = parseArgs({
    options: { for: { type: 'string' } },
    allowPositionals: true,
  })
  const [product, ...more] = positionals
  const audience = values.for ?? env().issuer
  if (!product || more.length > 0 || URL.parse(audience)?.origin !== audience) {
    throw new AppError('invalid', 'usage', USAGE)
  }
  return { product, audience }
}

async function run({ product: name, audience }: { product: string; audience: string }): Promise<boolean> {
  const product = (await findProductById(name)) ?? (await findProductByClientId(name))
  if (!product) throw new AppError('not_found', 'no-such-product', `The register has no product ${name}.`)
  console.log(await issueStatement(product, audience))
  return true
}

try {
  const given = readArguments()
  await withDatabase(() => run(given))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
