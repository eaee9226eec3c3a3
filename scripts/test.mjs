// npm test: every check there is, whatever the one before it said. The last line is the sum.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureChromium } from './chromium.mjs'
import {
  bin,
  ensureClient,
  ensurePackages,
  ensurePages,
  ensureTypes,
  findNode,
  run,
  show,
  typescript,
} from './steps.mjs'

const UNIT = 'test-results/unit.json'
const E2E = 'test-results/e2e.json'

ensurePackages()
const node = findNode()
rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results')

const tool = (title, ...args) => check(() => run(node, args, { title }))
const suites = {
  generate: () => check(() => ensureClient(node) && ensureTypes(node)),
  types: () => tool('Types', bin('tsc', 'typescript'), '--noEmit'),
  lint: () => tool('Lint and format', bin('biome', '@biomejs/biome'), 'check', '--error-on-warnings', '.'),
  imports: () =>
    tool(
      'Import rules',
      bin('depcruise', 'dependency-cruiser'),
      '.',
      '--config',
      '.dependency-cruiser.js',
      '--output-type',
      'err',
    ),
  'dead code': () => tool('Dead code', bin('knip')),
  unit: () => {
    const ok = show(node, [
      typescript,
      bin('vitest'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT}`,
    ])
    return read(UNIT, ok, (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    }))
  },
  build: () => check(() => ensurePages(node)),
  e2e: () => {
    const chromium = ensureChromium(node)
    if (chromium === undefined) {
      console.error('No Chromium: install one, or set PLAYWRIGHT_CHROMIUM_PATH to it.')
      return { passed: 0, failed: 1, skipped: 0 }
    }
    const ok = show(node, [typescript, bin('playwright', '@playwright/test'), 'test'], {
      PLAYWRIGHT_CHROMIUM_PATH: chromium,
    })
    return read(E2E, ok, ({ stats }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }))
  },
}

const only = process.argv.slice(2)
const results = Object.entries(suites)
  .filter(([name]) => !only.length || only.includes(name))
  .map(([name, suite]) => {
    console.log(`\n== ${name}`)
    const result = suite()
    console.log(`${name}: ${sentence(result)}`)
    return [name, result]
  })

const sum = { passed: 0, failed: 0, skipped: 0 }
console.log('')
for (const [name, result] of results) {
  for (const key of Object.keys(sum)) sum[key] += result[key]
  console.log(`${name.padEnd(10)} ${sentence(result)}`)
}
console.log(sentence(sum))
process.exitCode = sum.failed ? 1 : 0

function check(work) {
  const ok = work()
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}

/** A suite that fails without a failed test (it didn't even start, or something broke between tests) counts as one. */
function read(path, ok, count) {
  try {
    const counts = count(JSON.parse(readFileSync(path, 'utf8')))
    return ok || counts.failed ? counts : { ...counts, failed: 1 }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}
