import { createHash } from 'node:crypto'

/** 32 bits that stand for a seed text. */
export type DemoSeed = number & { readonly demoSeed: unique symbol }

export const readSeed = (text: string): DemoSeed =>
  createHash('sha256').update(text).digest().readInt32LE() as DemoSeed

/** What is decided by chance, each by a die of its own. */
const dice = { noise: 1, spike: 2, spikeSize: 3, away: 4, mood: 5, plugIn: 6, need: 7, weather: 8 } as const

/** A number of [0, 1) that always is the same for seed, die and `n`. */
export function chance(seed: DemoSeed, die: keyof typeof dice, n: number): number {
  return scramble(scramble(seed ^ Math.imul(dice[die], 0x9e3779b9)) + n) / 2 ** 32
}

/** An integer hash with good avalanche ("lowbias32", C. Wellons; public domain). */
function scramble(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}
