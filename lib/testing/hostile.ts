import fc from 'fast-check'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { db } from '#lib/db/index.ts'
import type { Answer } from './raw-client.ts'
import type { RawFlow } from './raw-flow.ts'

/** How often each property is tried. */
export const RUNS = { numRuns: 100 }
export const TIMEOUT = 180_000

const nasty = fc.constantFrom(
  ...['\r\nset-cookie: a=b', '\u202e', '\x7f', '%00', '../..', '__proto__', 'constructor', '', '{}', '[]'],
  ...['null', 'true', '-1', '1e400', "' or 1=1 --", '<script>', 'javascript:alert(1)'],
)
const long = fc.constantFrom(400, 4_096, 10_000).map((length) => 'x'.repeat(length))
// A NUL is what a database likes least.
const nul = fc.constantFrom('\0', 'a\0b')

export const text = fc.oneof(
  ...[nul, nasty, nasty, long],
  ...[fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })],
)
const shortText = text.map((whole) => whole.slice(0, 400))
const value = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 3 }) },
)

/** Parameters, most of them known, few at a time: what is wrong with one must not hide behind another. */
export function someOf(names: string) {
  const known = { weight: 9, arbitrary: fc.constantFrom(...names.split(' ')) }
  return fc.dictionary(fc.oneof(known, text), value, { minKeys: 1, maxKeys: 2 })
}

/** Claims of a JWT, one or two of them wrong. */
export function wrongClaims(names: string) {
  // JSON has no word for what is not finite: nobody can send it, and jose refuses to sign it.
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
  const time = fc.oneof(fc.constantFrom(0, -1, 1e15, 1e300, -1e300), finite)
  const name = fc.constantFrom(...names.split(' '))
  return fc.dictionary(name, fc.oneof(time, shortText, fc.jsonValue()), { minKeys: 1, maxKeys: 2 })
}

const latin1 = fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f)

/** A header's value, as far as a client can send it at all. */
export const headerText = fc.string({ unit: latin1.map((code) => String.fromCharCode(code)) })

/** Each test of this file leaves consents and ledger as they were, and lets nothing be logged as a fault of ours. */
export function expectNothingChanges(): void {
  const count = () => Promise.all([db().consent.count(), db().arrangement.count(), db().ledgerEntry.count()])
  let before: number[]
  beforeEach(async () => {
    before = await count()
    vi.spyOn(console, 'error')
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    expect(await count()).toEqual(before)
  })
}

/** Served or refused, but never broken, never telling how it is made, never repeating what must stay secret. */
export function expectTame({ status, headers, body, text: told }: Answer, flow: RawFlow): void {
  expect(console.error).not.toHaveBeenCalled()
  expect(status).toBeLessThan(500)
  expect(told).not.toMatch(/node_modules|\n\s+at |[Pp]risma|postgres/)
  if (status < 300) return
  expect(headers.get('cache-control')).toContain('no-store')
  const said = told + (headers.get('location') ?? '')
  for (const secret of [flow.accessToken, flow.refreshToken, flow.code, flow.verifier])
    expect(said).not.toContain(secret)
  if (status >= 400) expect(body.error ?? body.code, told).toEqual(expect.any(String))
}
