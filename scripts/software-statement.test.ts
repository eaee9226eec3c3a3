import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { verifyStatement } from '#lib/register/index.ts'
import { makeWorld } from '#lib/testing/world.ts'

// Each run starts from nothing, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 })

await useTestDatabase()
process.env.OPERATOR_KEY = randomBytes(32).toString('base64url')
const { product } = await makeWorld()

/** Runs `npm run statement -- ...` as an operator would. */
const statement = (...args: string[]) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, ['scripts/software-statement.ts', ...args])
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => (stdout += chunk))
    child.stderr.on('data', (chunk) => (stderr += chunk))
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })

test('prints a statement and nothing else, by either name of the product', async () => {
  for (const name of [product.id, product.clientId]) {
    const { code, stdout } = await statement(name)
    expect(code).toBe(0)
    await expect(verifyStatement(stdout.trim())).resolves.toMatchObject({ software_id: product.id })
  }
})

test('a statement for another node is not believed here', async () => {
  const { code, stdout } = await statement(product.id, '--for', 'https://another.example')
  expect(code).toBe(0)
  await expect(verifyStatement(stdout.trim())).rejects.toMatchObject({ reason: 'invalid-software-statement' })
})

test.each([
  ['a product that is not there', ['prd_nobody'], 'The register has no product prd_nobody.'],
  ['no product', [], 'Usage: '],
  ['an address that is no issuer', [product.id, '--for', 'https://another.example/path'], 'Usage: '],
])('%s is refused with a sentence', async (_what, args, sentence) => {
  const { code, stdout, stderr } = await statement(...args)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain(sentence)
})

test('a product that is not registered can not be released', async () => {
  const { code, stdout, stderr } = await statement(product.id, '--release')
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('not registered')
})

test('a suspended product gets none', async () => {
  await pool().query(`update software_product set status = 'inactive' where id = $1`, [product.id])
  const { code, stdout, stderr } = await statement(product.id)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('may not take part')
})
