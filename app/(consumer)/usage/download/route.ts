import { z } from 'zod'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { AppError, isId, type OccupancyId } from '#lib/core/index.ts'
import { downloadFormats, downloadUsage } from '#lib/energy/index.ts'

const query = z.object({
  home: z.custom<OccupancyId>((value) => isId('occupancy', value)),
  first: z.string().max(10),
  last: z.string().max(10),
  format: z.enum(downloadFormats),
})

/** The consumer's own readings as a file, sent while it is made. It only reads. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentConsumer()
  if (!actor) return goTo('/sign-in?next=/usage')
  const { searchParams } = new URL(request.url)
  const asked = query.safeParse(Object.fromEntries(searchParams))
  if (!asked.success) return goTo('/problem?code=no-such-occupancy')
  const { home: occupancyId, ...rest } = asked.data
  try {
    const { name, type, body } = await downloadUsage(actor, { occupancyId, ...rest })
    return new Response(streamOf(body), {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'not_found') return goTo(`/problem?code=${error.reason}`)
    return goTo(`/usage?${new URLSearchParams({ home: occupancyId, download: 'wrong' })}#download`)
  }
}

const goTo = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })

/** Asks for the next piece only when the last one is on its way. */
function streamOf(body: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return?.()
    },
  })
}
