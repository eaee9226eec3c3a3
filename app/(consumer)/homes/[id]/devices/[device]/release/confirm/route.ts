import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { AppError, isId, now } from '#lib/core/index.ts'
import { releaseDevice } from '#lib/energy/index.ts'
import { formRoute } from '#lib/http/index.ts'

/** The device is no longer theirs, from this moment. */
export const POST = formRoute(z.object({}), async (_form, { id, device }: { id: string; device: string }) => {
  const actor = await currentConsumer()
  if (!actor) return `/sign-in?next=/homes/${encodeURIComponent(id)}`
  if (!isId('occupancy', id) || !isId('device', device))
    throw new AppError('not_found', 'no-such-device', 'There is no such device among yours.')
  await releaseDevice({ accountId: actor.accountId, deviceId: device, at: now() })
  return `/homes/${id}?released`
})
