import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{lib,components,scripts,examples,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['lib/db/testing-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Tests ask faster than anybody; those about limits set their own.
    env: {
      LIMIT_ADDRESS: '1000000',
      LIMIT_CLIENT: '1000000',
      LIMIT_LEDGER: '1000000',
      LIMIT_REGISTRATION: '1000000',
    },
  },
})
