import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyDay, NO_READING, packDay, unpackDay } from './reading-day.ts'

const missing = fc.constant(NO_READING)
const dayOf = (max: number) =>
  fc
    .array(fc.oneof({ weight: 9, arbitrary: fc.nat(max) }, missing), { minLength: 48, maxLength: 48 })
    .map((day) => Int32Array.from(day))

describe('a packed day', () => {
  it('of ordinary values takes 96 bytes and gives back what was put in', () => {
    fc.assert(
      fc.property(dayOf(32_767), (day) => {
        expect(packDay(day)).toHaveLength(96)
        expect(unpackDay(packDay(day))).toEqual(day)
      }),
    )
  })

  it('with any larger value takes 192 bytes and gives back what was put in', () => {
    fc.assert(
      fc.property(
        dayOf(2_147_483_647),
        fc.nat(47),
        fc.integer({ min: 32_768, max: 2_147_483_647 }),
        (day, i, wh) => {
          day[i] = wh
          expect(packDay(day)).toHaveLength(192)
          expect(unpackDay(packDay(day))).toEqual(day)
        },
      ),
    )
  })

  it('is little-endian with the smallest integer for "no reading"', () => {
    const day = emptyDay()
    day[1] = 0x0102
    expect(packDay(day).subarray(0, 6).toString('hex')).toBe('008002010080')
    day[1] = 0x01020304
    expect(packDay(day).subarray(0, 12).toString('hex')).toBe('000000800403020100000080')
  })

  it('of 32,767 Wh stays narrow and of 32,768 Wh goes wide', () => {
    const day = emptyDay()
    day[47] = 32_767
    expect(packDay(day)).toHaveLength(96)
    day[47] = 32_768
    expect(packDay(day)).toHaveLength(192)
  })

  it('does not depend on where its bytes lie', () => {
    const day = emptyDay().map((_, i) => i)
    const shifted = Buffer.concat([Buffer.from([7]), packDay(day)]).subarray(1)
    expect(unpackDay(shifted)).toEqual(day)
  })

  it('is refused with another length or a negative reading', () => {
    expect(() => packDay(new Int32Array(46))).toThrow('48 half hours')
    expect(() => packDay(emptyDay().fill(-1, 3, 4))).toThrow('never negative')
    expect(() => unpackDay(Buffer.alloc(95))).toThrow('96 or 192')
  })
})
