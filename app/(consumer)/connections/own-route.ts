import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { AppError, type ArrangementId, type ConsumerActor, isId } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'

/** A POST about one of the consumer's own connections. `page` is the part of its address that the form was on. */
export function ownRoute<S extends z.ZodObject>(
  page: string,
  schema: S,
  act: (actor: ConsumerActor, id: ArrangementId, form: z.ZodSafeParseResult<z.output<S>>) => Promise<string>,
) {
  return formRoute(schema, async (form, { id }: { id: string }) => {
    const actor = await currentConsumer()
    if (!actor) return `/sign-in?next=/connections/${encodeURIComponent(id)}${page}`
    if (!isId('arrangement', id))
      throw new AppError('not_found', 'no-such-connection', 'There is no such connection.')
    return act(actor, id, form)
  })
}

/** The question whether to delete what was shared: answered, or left open. */
export const deletionForm = z.object({ deletion: z.enum(['yes', 'no']).optional() })

/** The answer, where there is one. A form that nobody could have sent from the page says nothing: it still stops. */
export const deletionAnswer = ({ data }: z.ZodSafeParseResult<z.output<typeof deletionForm>>) =>
  data?.deletion === undefined ? {} : { asksDeletion: data.deletion === 'yes' }
