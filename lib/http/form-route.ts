import { z } from 'zod'
import { AppError } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'

/** Larger than any form of ours. */
const MOST_BYTES = 32_768

type Params = Record<string, string>

/**
 * A POST route for a plain HTML form, the same with JavaScript on or off: refuses foreign origins (CSRF),
 * parses the form, calls `act`, and answers 303 to the address that `act` returns. Fields whose schema is an
 * array take repeated values.
 */
export function formRoute<S extends z.ZodObject, P extends Params>(
  schema: S,
  act: (parsed: z.ZodSafeParseResult<z.output<S>>, params: P) => Promise<string>,
) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    try {
      refuseForeignOrigin(request)
      const parsed = schema.safeParse(await readForm(request, schema))
      return seeOther(await act(parsed as z.ZodSafeParseResult<z.output<S>>, await context.params))
    } catch (error) {
      if (error instanceof AppError) return seeOther(`/problem?code=${error.reason}`)
      throw error
    }
  }
}

/** 303, never 307: the next request must not repeat the form (FAPI 2.0 5.3.2.2, RFC 9700 4.12). */
const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })

/** @throws AppError forbidden `foreign-origin` */
export function refuseForeignOrigin(request: Request): void {
  if (request.headers.get('origin') !== env().issuer) {
    throw new AppError('forbidden', 'foreign-origin', 'This form was not sent from our own pages.')
  }
}

async function readForm(request: Request, schema: z.ZodObject): Promise<Record<string, unknown>> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(length <= MOST_BYTES)) throw new AppError('invalid', 'form-too-large', 'This form is too large.')
  const form = await request.formData().catch(() => {
    throw new AppError('invalid', 'form-not-readable', 'This form could not be read.')
  })
  const entries = Object.entries(schema.shape).map(([name, field]) => [
    name,
    field instanceof z.ZodArray ? form.getAll(name) : (form.get(name) ?? undefined),
  ])
  return Object.fromEntries(entries)
}
