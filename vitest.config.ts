import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{lib,components,scripts,examples}/**/*.test.{ts,tsx}'],
    globalSetup: ['lib/db/testing-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
})
