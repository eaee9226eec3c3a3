import { currentConsumer } from '#lib/auth/current-session.ts'
import { AppError, isId } from '#lib/core/index.ts'
import { linkDevice } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { formRoute } from '#lib/http/index.ts'
import { forgetDraft, saveDraft } from '#lib/register/index.ts'
import { devicePost, parseDevice } from '../device-input.ts'

/** Links a device, or asks again. In the demo every device is a demo one. */
export const POST = formRoute(devicePost, async ({ data }, { id }: { id: string }) => {
  const actor = await currentConsumer()
  const page = `/homes/${encodeURIComponent(id)}/devices/add`
  if (!actor) return `/sign-in?next=${page}`
  if (!isId('occupancy', id))
    throw new AppError('not_found', 'no-such-occupancy', 'There is no such home among yours.')
  const { device } = parseDevice(data ?? {})
  if (!device) {
    await saveDraft(actor, 'link-device', data ?? {})
    return `${page}?again`
  }
  const demo = env().mode === 'demo'
  await linkDevice({ ...device, accountId: actor.accountId, occupancyId: id, demo })
  await forgetDraft(actor, 'link-device')
  return `/homes/${id}?linked`
})
