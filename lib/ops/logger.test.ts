import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const run = (code: string) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout

test('secrets and personal data that are passed by mistake do not reach the log', () => {
  const output = run(`const { logger } = await import('./lib/ops/index.ts')
    logger().info({ token: 's3cret', req: { headers: { dpop: 's3cret' }, url: '/s3cret' }, account: { email: 's3cret' }, kept: 'yes' }, 'hello')`)
  expect(output).toContain('"kept":"yes"')
  expect(output).not.toContain('s3cret')
})

test('an error is logged by name, code and place, without its message, which may quote what was sent', () => {
  const output = run(`const { reportError } = await import('./lib/ops/index.ts')
    const cause = Object.assign(new Error('Key (mpan)=(s3cret) already exists.'), { code: '23505', detail: 's3cret' })
    reportError('sequencing')(new RangeError('s3cret', { cause }))`)
  const line = JSON.parse(output) as Record<string, unknown>
  expect(line).toMatchObject({
    error: 'RangeError',
    cause: { error: 'Error', code: '23505' },
    msg: 'sequencing failed',
  })
  expect(line.at).not.toEqual([])
  expect(output).not.toContain('s3cret')
})
