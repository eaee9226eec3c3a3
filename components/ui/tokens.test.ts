import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = [...css.matchAll(/:root \{([^}]*)\}/g)].map((match) => match[1])

const tokensOf = (block: string) =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  )

/** Relative luminance (WCAG 2.2, "relative luminance"). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['paper', 'surface', 'sunken']
const texts = ['ink', 'muted', 'accent', 'positive', 'caution', 'danger']
const marks = ['edge', 'focus', 'data-1', 'data-2', 'data-3']

describe.each([
  ['light', tokensOf(light)],
  ['dark', tokensOf(dark)],
])('the %s theme', (_, tokens) => {
  const between = (a: string, b: string) => contrast(tokens[a] ?? '', tokens[b] ?? '')

  it.each(texts)('writes %s at 4.5:1 or more on every ground', (text) => {
    for (const ground of grounds) expect(between(text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(marks)('draws %s at 3:1 or more on every ground', (mark) => {
    for (const ground of grounds) expect(between(mark, ground)).toBeGreaterThanOrEqual(3)
  })

  it('writes at 4.5:1 or more on filled controls', () => {
    expect(between('accent-ink', 'accent')).toBeGreaterThanOrEqual(4.5)
    for (const fill of ['ink', 'positive', 'caution', 'danger']) {
      expect(between('paper', fill)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
