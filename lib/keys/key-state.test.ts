import { describe, expect, test } from 'vitest'
import { nextChange, order, stateOf } from './key-state.ts'

const key = (signsFrom: number, retiredAt?: number) => ({
  signsFrom: new Date(signsFrom),
  retiredAt: retiredAt === undefined ? null : new Date(retiredAt),
})

describe('a key that is followed by another', () => {
  const first = key(0, 300)
  const second = key(200)
  const all = [second, first]
  const at = (time: number) => [stateOf(first, all, time), stateOf(second, all, time)]

  test.each([
    [199, 'signing', 'announced'],
    [200, 'retiring', 'signing'],
    [299, 'retiring', 'signing'],
    [300, 'retired', 'signing'],
  ])('at %i is %s, and the other %s', (time, one, other) => {
    expect(at(time)).toEqual([one, other])
  })

  test('who signs comes first, who is announced or retiring is published, who is retired is not', () => {
    expect(order(all, 199)).toEqual([first, second])
    expect(order(all, 200)).toEqual([second, first])
    expect(order(all, 300)).toEqual([second])
  })

  test('the next change is known beforehand', () => {
    expect([0, 200, 300].map((time) => nextChange(all, time))).toEqual([200, 300, Number.POSITIVE_INFINITY])
  })
})

test('one signs at any time, however many there are', () => {
  const all = [key(0, 250), key(100, 350), key(200)]
  for (const time of [0, 50, 100, 199, 200, 249, 250, 400]) {
    expect(all.filter((one) => stateOf(one, all, time) === 'signing')).toHaveLength(1)
  }
})
