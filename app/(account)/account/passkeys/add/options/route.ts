import { challengeToken, currentSession } from '#lib/auth/current-session.ts'
import { startAddingPasskey } from '#lib/auth/index.ts'
import { AppError } from '#lib/core/index.ts'
import { scriptRoute } from '#lib/http/index.ts'

/** What this browser makes a passkey from. */
export const POST = scriptRoute(async () => {
  const session = await currentSession()
  if (!session) throw new AppError('unauthenticated', 'not-signed-in', 'You are not signed in.')
  return startAddingPasskey(session, await challengeToken())
})
