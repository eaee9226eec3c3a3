import type { CheckedReceipt } from '#lib/consent/index.ts'
import { env } from '#lib/env.ts'

export type Verdict = CheckedReceipt | { kind: 'nothing' }

/** Of a receipt that is shown to us: ours are much smaller, and a form of 32 kB is not read. */
export const MOST_RECEIPT_BYTES = 30_000

const MINUTES = 10

/**
 * What came of a check travels in a cookie to the page that shows it: in the address, a verdict about one receipt could
 * be passed on as if it were about another.
 */
export function verdictCookie() {
  const secure = env().issuer.startsWith('https:')
  return {
    name: secure ? '__Host-energyos-receipt' : 'energyos-receipt',
    options: { httpOnly: true, sameSite: 'strict' as const, path: '/', secure, maxAge: MINUTES * 60 },
  }
}

export const printVerdict = (verdict: Verdict): string =>
  Buffer.from(JSON.stringify(verdict)).toString('base64url')

/** The inverse; undefined for anything that isn't one. */
export function parseVerdict(value: string | undefined): Verdict | undefined {
  try {
    return value ? (JSON.parse(Buffer.from(value, 'base64url').toString()) as Verdict) : undefined
  } catch {
    return undefined
  }
}
