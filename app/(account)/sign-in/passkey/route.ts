import { headers } from 'next/headers'
import { z } from 'zod'
import { challengeToken, signInBrowser } from '#lib/auth/current-session.ts'
import { findAccount, parseAuthentication, safeReturn, verifyPasskey } from '#lib/auth/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { placeOf, takeTurn, toldAddress } from '#lib/limits/index.ts'
import { placeAfterSignIn } from '../place-after.ts'

const form = z.object({ response: z.string().max(16_384), next: z.string().max(512).optional() })

/** Signs in with a passkey and goes where the person was heading. */
export const POST = formRoute(form, async ({ data }) => {
  const next = safeReturn(data?.next, '/connections')
  takeTurn('address at passkeys', placeOf(toldAddress(await headers())))
  const response = data && parseAuthentication(data.response)
  const signed = response && (await verifyPasskey(response, await challengeToken()))
  const account = signed && (await findAccount(signed.accountId))
  if (!account) return `/sign-in?problem=passkey&next=${encodeURIComponent(next)}`
  await signInBrowser(account.id, signed.method)
  return placeAfterSignIn(account.role, next)
})
