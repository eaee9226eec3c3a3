import { AppError } from '#lib/core/index.ts'
import { refuseForeignOrigin } from './form-route.ts'
import { toProblem } from './problem.ts'

const headers = { 'cache-control': 'no-store' }

/** A POST route for a script of our own pages: refuses foreign origins (CSRF) and answers JSON, or a problem document. */
export function scriptRoute(act: () => Promise<object>) {
  return async (request: Request): Promise<Response> => {
    try {
      refuseForeignOrigin(request)
      return Response.json(await act(), { headers })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const problem = toProblem(error, crypto.randomUUID())
      return Response.json(problem, {
        status: problem.status,
        headers: { ...headers, 'content-type': 'application/problem+json' },
      })
    }
  }
}
