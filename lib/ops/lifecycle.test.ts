import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

/** Runs a program that starts two things, sends it signals, and tells what it printed and how it ended. */
async function runAndSignal(program: string, signals: { name: NodeJS.Signals; afterMs: number }[]) {
  const code = `const { lifecycle } = await import('./lib/ops/lifecycle.ts')
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    const life = lifecycle((error) => console.log('could not stop:', error.message))
    setInterval(() => {}, 1000)
    ${program}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!output.includes('up'))
      for (const { name, afterMs } of signals) setTimeout(() => child.kill(name), afterMs)
    output += text
  })
  const exitCode = await new Promise((resolve) => child.once('exit', resolve))
  return { lines: output.trim().split('\n'), exitCode }
}

const two = `await life.start(() => 'first', (it) => console.log('stop', it))
  await life.start(() => 'second', async (it) => { await sleep(50); console.log('stop', it) })
  console.log('up')`

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops what was started, last first, and exits with 0',
  async (name) => {
    const { lines, exitCode } = await runAndSignal(two, [{ name, afterMs: 0 }])
    expect(lines).toEqual(['up', 'stop second', 'stop first'])
    expect(exitCode).toBe(0)
  },
)

test('what fails to stop does not keep the rest from stopping', async () => {
  const program = `await life.start(() => 1, () => console.log('stop first'))
    await life.start(() => 2, () => { throw new Error('stuck') })
    console.log('up')`
  const { lines, exitCode } = await runAndSignal(program, [{ name: 'SIGINT', afterMs: 0 }])
  expect(lines).toEqual(['up', 'could not stop: stuck', 'stop first'])
  expect(exitCode).toBe(0)
})

test('a signal during the start waits for the step under way, stops it, and starts nothing more', async () => {
  const program = `console.log('up')
    await life.start(async () => { await sleep(300); return 'slow' }, (it) => console.log('stop', it))
    console.log('never')`
  const { lines } = await runAndSignal(program, [{ name: 'SIGTERM', afterMs: 50 }])
  expect(lines).toEqual(['up', 'stop slow'])
})

test('a second signal ends it at once; one that npm merely passes on does not', async () => {
  const program = `await life.start(() => 1, async () => { await sleep(1500); console.log('stopped') })
    console.log('up')`
  const twice = [
    { name: 'SIGINT', afterMs: 0 },
    { name: 'SIGINT', afterMs: 20 },
  ] as const
  expect((await runAndSignal(program, [...twice])).lines).toEqual(['up', 'stopped'])
  const impatient = await runAndSignal(program, [...twice, { name: 'SIGINT', afterMs: 900 }])
  expect(impatient).toEqual({ lines: ['up'], exitCode: 130 })
})
