import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { printVkey } from '#lib/tlog/index.ts'
import { testSigner } from '#lib/tlog/testing.ts'
import { sequenceNow } from './sequence.ts'
import { act, actOften, openReadSide } from './testing.ts'

await useTestDatabase()
const signer = await testSigner()
const source = async () => signer
const readSide = await openReadSide(source)
const folder = mkdtempSync(join(tmpdir(), 'energyos-verify-'))
const kept = join(folder, 'checkpoint')
afterAll(() => {
  readSide.close()
  rmSync(folder, { recursive: true })
})

beforeAll(async () => {
  await actOften(300)
  await sequenceNow(source)
})

/** Runs `npm run verify -- ...` as a regulator would. */
const verify = (...args: string[]) =>
  new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, ['scripts/verify-ledger.ts', ...args])
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => resolve({ code, output }))
  })

test('the verifier prints what it checked, keeps the checkpoint and exits with 0', async () => {
  const { code, output } = await verify(readSide.url, '--save', kept)
  expect(output).toContain('test.example/log: 300 entries, root ')
  expect(output).toContain('The ledger verifies.')
  expect(code).toBe(0)
  expect(readFileSync(kept, 'utf8')).toBe(await (await readSide.get('checkpoint')).text())
})

test('with a kept checkpoint and a pinned key it checks those too', async () => {
  await act()
  await sequenceNow(source)
  const { code, output } = await verify(`${readSide.url}/`, '--since', kept, '--vkey', printVkey(signer))
  expect(output).toContain('ok    The ledger begins with the one that was kept')
  expect(code).toBe(0)
})

test('another key, a ledger that isn’t there and a word too many exit with 1', async () => {
  const stranger = await verify(readSide.url, '--vkey', printVkey(await testSigner()))
  expect(stranger).toMatchObject({ code: 1, output: expect.stringContaining('does NOT verify') })
  const nowhere = await verify('http://127.0.0.1:9/log')
  expect(nowhere).toMatchObject({ code: 1, output: expect.stringContaining('can’t be reached') })
  expect(await verify(readSide.url, 'more')).toMatchObject({
    code: 1,
    output: expect.stringContaining('--since FILE'),
  })
})

test('a changed byte is named and exits with 1', async () => {
  await pool().query('alter table ledger_entry disable trigger all')
  await pool().query(
    'update ledger_entry set leaf = set_byte(leaf, 9, 65) where seq = (select entry_seq from ledger_leaf where index = 42)',
  )
  const { code, output } = await verify(readSide.url)
  expect(output).toContain('at entry 42, tile/entries/000')
  expect(code).toBe(1)
})
