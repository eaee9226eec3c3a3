// npm run statement: our register's word for one of its software products, to be handed to the recipient.
import { parseArgs } from 'node:util'
import { AppError } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { findProduct, findProductByClientId, issueStatement } from '#lib/register/index.ts'
import { withDatabase } from './with-database.ts'

const USAGE = `Usage: npm run statement -- PRODUCT [--for ISSUER | --release]

  PRODUCT     the product's id in the register (prd_...) or its client id
  --for       issuer of the node where it will be used; this one, unless given
  --release   no statement: takes back the token that manages its registration here

  Prints a software statement, which works once, within ten minutes. A product that was released keeps its client id
  and its consents, and can register again.`

interface Arguments {
  product: string
  audience: string
  release: boolean
}

function readArguments(): Arguments {
  const options = { for: { type: 'string' }, release: { type: 'boolean', default: false } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [product, ...more] = positionals
  const audience = values.for ?? env().issuer
  if (!product || more.length > 0 || URL.parse(audience)?.origin !== audience) {
    throw new AppError('invalid', 'usage', USAGE)
  }
  return { product, audience, release: values.release }
}

async function run({ product: name, audience, release }: Arguments): Promise<boolean> {
  const product = (await findProduct(name)) ?? (await findProductByClientId(name))
  if (!product) throw new AppError('not_found', 'no-such-product', `The register has no product ${name}.`)
  console.log(await (release ? releaseRegistration(product.clientId) : issueStatement(product, audience)))
  return true
}

/** What needs the authorisation server is imported only when it is. */
async function releaseRegistration(clientId: string): Promise<string> {
  const { releaseClient } = await import('#lib/oidc/index.ts')
  await releaseClient(clientId)
  return 'Released. It can register again with a fresh statement.'
}

try {
  const given = readArguments()
  await withDatabase(() => run(given))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
