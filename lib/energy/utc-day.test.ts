import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AppError } from '#lib/core/index.ts'
import { isoDate, isoInstant, parseDate } from './utc-day.ts'

const instants = fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 11, 31) })

it('instants and dates are written as the platform writes them', () => {
  fc.assert(
    fc.property(instants, (ms) => {
      const platform = new Date(ms).toISOString()
      expect(isoInstant(ms)).toBe(platform.replace('.000Z', 'Z'))
      expect(isoDate(Math.floor(ms / 86_400_000))).toBe(platform.slice(0, 10))
    }),
  )
})

it('reading a date is the inverse of writing it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => parseDate(isoDate(day)) === day),
  )
})

it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', '2026-01-01T00:00Z', ''])(
  '%j is no date',
  (text) => {
    expect(() => parseDate(text)).toThrow(AppError)
  },
)
