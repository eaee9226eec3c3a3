import { cookies } from 'next/headers'
import { z } from 'zod'
import { checkReceipt } from '#lib/consent/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { MOST_RECEIPT_BYTES, printVerdict, type Verdict, verdictCookie } from '../verdict-cookie.ts'

const form = z.object({
  receipt: z.string().max(MOST_RECEIPT_BYTES).optional(),
  file: z.file().max(MOST_RECEIPT_BYTES).optional(),
})

/** Checks what was pasted, or else the file. Nothing of it is kept. */
export const POST = formRoute(form, async ({ data }) => {
  const text = data?.receipt?.trim() || (await data?.file?.text())?.trim()
  const verdict: Verdict = !data
    ? { kind: 'unreadable' }
    : text
      ? await checkReceipt(text)
      : { kind: 'nothing' }
  const { name, options } = verdictCookie()
  ;(await cookies()).set(name, printVerdict(verdict), options)
  return '/receipts/check?checked=1'
})
