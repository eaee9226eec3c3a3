import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { isId, type OccupancyId } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'
import { forgetTariff, keepTariff, readTariff, tariffForm, tariffSlots } from '#lib/tariff/index.ts'

const form = tariffForm.extend({
  home: z.custom<OccupancyId>((value) => isId('occupancy', value)),
  slot: z.enum(tariffSlots),
  decision: z.enum(['keep', 'forget']),
})

/** The consumer keeps or forgets what they pay. A form with faults comes back with what was typed: prices and times. */
export const POST = formRoute(form, async (parsed) => {
  const actor = await currentConsumer()
  if (!actor) return '/sign-in?next=/usage'
  if (!parsed.success) return '/problem?code=form-not-readable'
  const { home, slot, decision, ...typed } = parsed.data
  const back = `/usage?${new URLSearchParams({ home })}#cost`
  if (decision === 'forget') {
    await forgetTariff(actor, home, slot)
    return back
  }
  const read = readTariff(typed)
  if ('faults' in read)
    return `/usage/tariff?${new URLSearchParams({ home, slot, again: '', ...tariffForm.parse(typed) })}`
  await keepTariff(actor, home, slot, read.tariff)
  return back
})
