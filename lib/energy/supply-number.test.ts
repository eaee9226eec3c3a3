import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeMpan } from './mpan.ts'
import { fitsMprn } from './mprn.ts'
import { parsePostcode } from './postcode.ts'
import { formatSupplyNumber, parseSupplyNumber } from './supply-number.ts'

const reasonOf = (text: string): string => {
  try {
    parseSupplyNumber(text)
    return 'none'
  } catch (error) {
    return (error as { reason: string }).reason
  }
}

describe('the number of a meter, as people type it', () => {
  test.each([
    '1200023456781',
    '12 0002 3456 781',
    ' 12-0002-3456-781 ',
    '12.0002.3456.781',
    '01 801 100 12 0002 3456 781',
    'S 01 801 100 12 0002 3456 781',
    's018011001200023456781',
  ])('%j is electricity', (text) => {
    expect(parseSupplyNumber(text)).toEqual({ kind: 'mpan', digits: '1200023456781', doubtful: false })
  })

  test.each(['1000000000040', '1599099999994', '9012345678905', '2300159876542'])(
    '%s has an MPAN',
    (text) => {
      expect(parseSupplyNumber(text).digits).toBe(text)
    },
  )

  test.each(['3938424403', '1234567810', '7412345608', '9300000106', '88 0000 0010'])('%s is gas', (text) => {
    const digits = text.replaceAll(' ', '')
    expect(parseSupplyNumber(text)).toEqual({ kind: 'mprn', digits, doubtful: false })
  })

  test('an MPRN whose check digits don’t fit is doubted, not refused', () => {
    expect(parseSupplyNumber('3938424404')).toEqual({ kind: 'mprn', digits: '3938424404', doubtful: true })
    expect(fitsMprn('3938424403')).toBe(true)
  })

  test.each([
    ['2261305588165', 'supply-number-check'],
    ['1200023456782', 'supply-number-check'],
    ['120002345678', 'supply-number-length'],
    ['12345', 'supply-number-length'],
    ['12000234567811', 'supply-number-length'],
    ['1200023456781a', 'supply-number-digits'],
    ['', 'supply-number-digits'],
    ['سلام', 'supply-number-digits'],
    ['１２０００２３４５６７８１', 'supply-number-digits'],
  ])('%j is refused: %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason)
  })

  test('what was typed is never repeated, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (text) => {
        try {
          parseSupplyNumber(text)
        } catch (error) {
          if (/\w{4}/.test(text)) expect((error as Error).message).not.toContain(text)
        }
      }),
    )
  })

  test('every MPAN comes back from how it is printed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{12}$/), (body) => {
        const mpan = makeMpan(body)
        expect(parseSupplyNumber(formatSupplyNumber('mpan', mpan)).digits).toBe(mpan)
      }),
    )
  })
})

describe('a postcode', () => {
  test.each([
    ['se85rt', 'SE8 5RT'],
    [' Se8 5rT ', 'SE8 5RT'],
    ['cf103wz', 'CF10 3WZ'],
    ['W1A-0AX', 'W1A 0AX'],
  ])('%j is %s', (typed, written) => expect(parsePostcode(typed)).toBe(written))

  test.each(['', 'SE8', '5RT', 'SE8 5R', 'SE855RT1', 'ZZZZ 1AA', "' or 1=1"])('%j is refused', (typed) => {
    expect(() => parsePostcode(typed)).toThrow('Enter a full postcode')
  })
})
