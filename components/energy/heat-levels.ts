import { scaleThreshold } from 'd3-scale'
import type { ClockDay } from './readings.ts'

/** Faint to full, of one colour: told apart by lightness alone, so also without seeing colours. */
export const shades = [0.12, 0.3, 0.52, 0.76, 1] as const

/** Half hours beside each other with the same shade, of one row; `level` -1: no reading. */
export interface Run {
  level: number
  row: number
  from: number
  length: number
}

/**
 * Which shade an amount has, and where the shades begin. They grow with the square: a home's usual amounts are small
 * beside the few large ones, such as a car's, and would all look alike. The top 2 in 100 share the strongest.
 */
export function levelsOf(days: readonly ClockDay[]) {
  const held = days.flatMap(({ cells }) => cells.filter((wh) => wh !== null)).sort((a, b) => a - b)
  const top = Math.max(held[Math.floor(held.length * 0.98)] ?? 0, 50)
  const thresholds = shades.slice(1).map((_, at) => top * ((at + 1) / shades.length) ** 2)
  const scale = scaleThreshold(thresholds, [...shades.keys()])
  return { level: (wh: number | null) => (wh === null ? -1 : scale(wh)), thresholds }
}

/** Cuts every day into runs of one shade: a year is some thousands of runs instead of 17,520 squares. */
export function runsOf(days: readonly ClockDay[], level: (wh: number | null) => number): Run[] {
  return days.flatMap(({ cells }, row) => {
    const runs: Run[] = []
    for (const [at, wh] of cells.entries()) {
      const last = runs.at(-1)
      if (last?.level === level(wh)) last.length++
      else runs.push({ level: level(wh), row, from: at, length: 1 })
    }
    return runs
  })
}

/** Runs as the strokes of one SVG path. */
export const pathOf = (runs: readonly Run[]): string =>
  runs.map(({ row, from, length }) => `M${from} ${row}.5h${length}`).join('')
