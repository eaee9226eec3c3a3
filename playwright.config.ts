import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const PORT = Number(process.env.E2E_PORT ?? 3300)
const isRoot = process.getuid?.() === 0

// Every worker reads this file too; only the runner, the first to, makes the folder, and takes it away again.
const dataDir = process.env.E2E_DATA_DIR ?? mkdtempSync(join(tmpdir(), 'energyos-e2e-'))
if (!process.env.E2E_DATA_DIR) process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
process.env.E2E_DATA_DIR = dataDir

// The same for the server and for tests that add people and homes; whatever the shell has set doesn't count.
const settings = {
  APP_MODE: 'demo',
  HOST: '',
  PORT: String(PORT),
  RECIPIENT_PORT: String(PORT + 1),
  ISSUER: '',
  OPERATOR_KEY: '',
  SUPPORT_PHONE: '',
  SMTP_URL: '',
  MAIL_FROM: '',
  DATA_DIR: dataDir,
  LOG_LEVEL: 'error',
  // All tests come from one address, at once.
  LIMIT_ADDRESS: '10000',
  LIMIT_LEDGER: '10000',
  LIMIT_REGISTRATION: '10000',
  LIMIT_LINKS: '10000',
  LIMIT_WRONG_PASSWORDS: '10000',
}
Object.assign(process.env, settings)

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results/e2e',
  // Every test makes its own people, homes and connections.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}`,
    trace: 'retain-on-failure',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    launchOptions: {
      ...(process.env.PLAYWRIGHT_CHROMIUM_PATH
        ? { executablePath: process.env.PLAYWRIGHT_CHROMIUM_PATH }
        : {}),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-quic',
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } }, grepInvert: /@phone-only/ },
    {
      name: 'phone',
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
      grep: /@phone/,
    },
  ],
  webServer: {
    command: `"${process.execPath}" --disable-warning=ExperimentalWarning server.ts`,
    url: `http://localhost:${PORT}/health/ready`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    reuseExistingServer: false,
    env: { ...settings, DATABASE_URL: '' },
  },
})
