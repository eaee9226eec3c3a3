// Another node's register, in a process of its own with a database of its own (DATABASE_URL): enrols a recipient and
// prints, as one line of JSON, what others need to trust it and which product it can speak for.
import { pool } from '#lib/db/index.ts'
import { registerIssuer, registerKeys } from '#lib/register/register-keys.ts'
import { makeWorld } from './world.ts'

const { product, privateJwk, redirectUri } = await makeWorld('elsewhere')
const anchor = { issuer: registerIssuer(), jwks: await registerKeys() }
process.stdout.write(`${JSON.stringify({ anchor, product: product.id, privateJwk, redirectUri })}\n`)
await pool().end()
