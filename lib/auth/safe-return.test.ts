import { describe, expect, test } from 'vitest'
import { safeReturn } from './safe-return.ts'

describe('where signing in returns to', () => {
  test('is a path of our own', () => {
    expect(safeReturn('/interaction/abc?x=1', '/connections')).toBe('/interaction/abc?x=1')
  })

  test.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil',
    'javascript:alert(1)',
    '/a\nb',
    'connections',
    '/\tx',
  ])('is the fallback for %j', (next) => {
    expect(safeReturn(next, '/connections')).toBe('/connections')
  })
})
