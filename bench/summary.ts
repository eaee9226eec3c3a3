import type { Pass } from './pass.ts'
import { median } from './statistics.ts'

/** One figure of one case, on both sides. Medians over the rounds; the ratio is the median of the rounds' own ratios. */
export interface Figure {
  name: string
  ours: number
  bare: number
  ratio: number
  lowest: number
  highest: number
}

/** What is told of a pass, and in which words. */
const figures: Record<string, (pass: Pass) => number | undefined> = {
  'CPU of the server, µs': ({ serverCpu }) => serverCpu,
  'CPU of PostgreSQL, µs': ({ postgresCpu }) => postgresCpu,
  'CPU of both, µs': ({ serverCpu, postgresCpu }) =>
    postgresCpu === undefined ? undefined : serverCpu + postgresCpu,
  'requests a second': ({ perSecond }) => perSecond,
  'half within, ms (p50)': ({ p50Ms }) => p50Ms,
  '99 % within, ms (p99)': ({ p99Ms }) => p99Ms,
  'bytes of an answer': ({ bytes }) => bytes,
}

/** The figures of one case. Where PostgreSQL's CPU can't be read, those that need it are left out. */
export function summarise(passes: Pass[], name: string): Figure[] {
  const of = (side: Pass['side']) => passes.filter((pass) => pass.case === name && pass.side === side)
  return Object.entries(figures).flatMap(([label, read]) => {
    const [ours, bare] = [of('ours').map(read), of('bare').map(read)]
    if (!isMeasured(ours) || !isMeasured(bare)) return []
    const ratios = ours.map((value, round) => value / (bare[round] ?? Number.NaN))
    const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)]
    return [{ name: label, ours: median(ours), bare: median(bare), ratio: median(ratios), lowest, highest }]
  })
}

const isMeasured = (values: (number | undefined)[]): values is number[] => !values.includes(undefined)
