import { describe, expect, it } from 'vitest'
import { barChart, roundScale } from './chart.ts'

describe('the scale', () => {
  it.each([
    [0.9, [0, 0.5, 1]],
    [1, [0, 0.5, 1]],
    [12.3, [0, 5, 10, 15]],
    [321, [0, 100, 200, 300, 400]],
    [0.07, [0, 0.02, 0.04, 0.06, 0.08]],
    [100, [0, 50, 100]],
  ])('for %d is round and just large enough', (most, scale) => {
    expect(roundScale(most)).toEqual(scale)
  })

  it('exists also when there is nothing to show', () => {
    expect(roundScale(0)).toEqual([0, 1])
    expect(roundScale(Number.NaN)).toEqual([0, 1])
  })

  it('has few steps and holds every value, whatever its size', () => {
    for (let most = 0.001; most < 100_000; most *= 1.37) {
      const scale = roundScale(most)
      expect(scale.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6))
      expect(scale.length).toBeGreaterThanOrEqual(3)
      expect(scale.length).toBeLessThanOrEqual(6)
    }
  })
})

const draw = (values: (number | null)[]) =>
  String(
    barChart({
      bars: values.map((value) => ({ value, title: `${value}` })),
      ticks: [{ at: 1, label: '6am' }],
      label: 'A "day"',
    }),
  )

describe('a bar chart', () => {
  it('draws a bar for each value, as high as its share of the scale', () => {
    const heights = [...draw([0, 0.5, 1]).matchAll(/class="bar"[^>]*?height="([\d.]+)"/g)].map(([, height]) =>
      Number(height),
    )
    expect(heights[0]).toBe(0)
    expect(heights[2]).toBeCloseTo(2 * (heights[1] ?? 0), 5)
  })

  it('tells a missing reading from a reading of nothing', () => {
    const svg = draw([0, null])
    expect(svg.match(/class="bar"/g)).toHaveLength(1)
    expect(svg.match(/class="gap"/g)).toHaveLength(1)
  })

  it('has a name, escapes it, and needs no inline style or script', () => {
    const svg = draw([1])
    expect(svg).toContain('role="img" aria-label="A &quot;day&quot;"')
    expect(svg).not.toMatch(/style=|<script|on\w+=/)
  })
})
