// Finds a Chromium for the browser tests, or gets one.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { bin, show } from './steps.mjs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a Chromium; '' stands for Playwright's own, undefined means that none could be had. */
export function ensureChromium(node) {
  const found = process.env.PLAYWRIGHT_CHROMIUM_PATH || findChromium(node)
  if (found !== undefined) return found
  console.log('Getting a browser for the browser tests (once) ...')
  const playwright = [bin('playwright', '@playwright/test'), 'install', 'chromium']
  if (spawnSync(node, playwright, { stdio: 'ignore', timeout: 300_000 }).status !== 0) installByApt()
  return findChromium(node)
}

function findChromium(node) {
  const ask = "process.stdout.write(require('@playwright/test').chromium.executablePath())"
  const { stdout } = spawnSync(node, ['-e', ask], { encoding: 'utf8' })
  return existsSync(stdout) ? '' : usual.find((path) => existsSync(path))
}

function installByApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  show('apt-get', ['update', '-qq'], env)
  show('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], env)
}
