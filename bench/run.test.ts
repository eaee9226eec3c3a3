import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('the benchmark still runs: both servers answer every request as they should', async () => {
  const given = ['--disable-warning=ExperimentalWarning', 'bench/run.ts', '--quick']
  const { stdout } = await promisify(execFile)(process.execPath, given)
  for (const name of ['DAY', 'YEAR', 'CLIENT CREDENTIALS, DPOP', 'REFRESH, DPOP', 'INTROSPECTION'])
    expect(stdout).toMatch(new RegExp(`^${name}$`, 'm'))
}, 180_000)
