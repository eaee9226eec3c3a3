import { headers } from 'next/headers'
import { challengeToken } from '#lib/auth/current-session.ts'
import { startPasskeySignIn } from '#lib/auth/index.ts'
import { scriptRoute } from '#lib/http/index.ts'
import { placeOf, takeTurn, toldAddress } from '#lib/limits/index.ts'

/** What this browser's passkeys are asked to sign. */
export const POST = scriptRoute(async () => {
  takeTurn('address at passkeys', placeOf(toldAddress(await headers())))
  return startPasskeySignIn(await challengeToken())
})
