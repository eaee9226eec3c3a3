import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '#lib/core/index.ts'
import { formatMpan, makeMpan, maskMpan, mpanLast4, parseMpan } from './mpan.ts'

const valid = [
  '1200023456781',
  '1000000000003',
  '2000000000015',
  '1599099999994',
  '9012345678905',
  '1400123456786',
  '2300159876542',
  '1098765432106',
]

const twelveDigits = fc.stringMatching(/^[0-9]{12}$/)

function refusal(text: string): AppError {
  try {
    parseMpan(text)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('was not refused')
}

describe('an MPAN', () => {
  it.each(valid)('%s is valid', (mpan) => expect(parseMpan(mpan)).toBe(mpan))

  it('whose weighted sum leaves 10 has the check digit 0', () => {
    expect(makeMpan('100000000004')).toBe('1000000000040')
    expect(parseMpan('1000000000040')).toBe('1000000000040')
  })

  it('may be typed with spaces, or as the full 21 digits', () => {
    expect(parseMpan(' 12 0002 3456\u00a0781\n')).toBe('1200023456781')
    expect(parseMpan('01 801 100 12 0002 3456 781')).toBe('1200023456781')
  })

  it.each([
    ['2261305588165', 'mpan-check-digit'],
    ['120002345678', 'mpan-length'],
    ['12000234567810', 'mpan-length'],
    ['1'.repeat(22), 'mpan-length'],
    ['12 0002 3456 78X', 'mpan-not-digits'],
    ['-200023456781', 'mpan-not-digits'],
    ['١٢٠٠٠٢٣٤٥٦٧٨١', 'mpan-not-digits'],
    ['', 'mpan-not-digits'],
  ])('%j is refused as %s, and the message does not repeat it', (text, reason) => {
    const error = refusal(text)
    expect(error).toMatchObject({ code: 'invalid', reason })
    if (text) expect(error.message).not.toContain(text)
  })

  it('made from any 12 digits is valid', () => {
    fc.assert(fc.property(twelveDigits, (first12) => parseMpan(makeMpan(first12)) === makeMpan(first12)))
  })

  it('with one digit wrong is refused, except where the check digit is 0 for both 0 and 10', () => {
    fc.assert(
      fc.property(twelveDigits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (first12, place, shift) => {
        const mpan = makeMpan(first12)
        const wrong = `${mpan.slice(0, place)}${(Number(mpan[place]) + shift) % 10}${mpan.slice(place + 1)}`
        return mpan.endsWith('0') || refusal(wrong).reason === 'mpan-check-digit'
      }),
    )
  })

  it('is shown in groups, and masked down to its last 4 digits', () => {
    expect(formatMpan('1200023456781')).toBe('12 0002 3456 781')
    expect(maskMpan('1200023456781')).toBe('•• •••• •••6 781')
    expect(mpanLast4('1200023456781')).toBe('6781')
  })

  it('cannot be made from anything but 12 digits', () => {
    expect(() => makeMpan('12000234567')).toThrow(AppError)
    expect(() => makeMpan('12000234567x')).toThrow(AppError)
  })
})
