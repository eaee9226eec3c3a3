import { headers } from 'next/headers'
import { z } from 'zod'
import { challengeToken } from '#lib/auth/current-session.ts'
import { addPasskey, describeDevice, parseRegistration, safeReturn } from '#lib/auth/index.ts'
import { AppError } from '#lib/core/index.ts'
import { changeRoute } from '../../../account-route.ts'

const form = z.object({ response: z.string().max(28_000), next: z.string().max(512).optional() })

/** Adds the passkey that this browser has made, under a name that says where. */
export const POST = changeRoute(
  form,
  () => '/account/passkeys/add',
  async (session, data) => {
    const response = parseRegistration(data.response)
    if (!response) throw new AppError('invalid', 'passkey-not-valid', 'That passkey could not be added.')
    const name = describeDevice((await headers()).get('user-agent') ?? '')
    await addPasskey(session, await challengeToken(), { response, name })
    return safeReturn(data.next, '/account?done=passkey')
  },
)
