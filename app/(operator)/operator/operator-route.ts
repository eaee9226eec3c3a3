import type { z } from 'zod'
import { currentOperator } from '#lib/auth/current-session.ts'
import type { OperatorActor } from '#lib/core/index.ts'
import { formRoute } from '#lib/http/index.ts'

/** A form of the console: for signed-in operators only, whatever was sent. Returns where the browser goes next. */
export const operatorRoute = <S extends z.ZodObject, P extends Record<string, string>>(
  schema: S,
  act: (actor: OperatorActor, data: z.output<S> | undefined, params: P) => Promise<string>,
) =>
  formRoute(schema, async ({ data }, params: P) => {
    const actor = await currentOperator()
    return actor ? act(actor, data, params) : '/sign-in?next=/operator'
  })
