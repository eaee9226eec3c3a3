import { Readable } from 'node:stream'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { showConnection } from '#lib/consent/index.ts'
import { exportHistory, historyFormats } from '#lib/disclosure/index.ts'
import { env } from '#lib/env.ts'

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json' }

/** The whole access history of one connection as a file (D4). It changes nothing, so a link may ask for it. */
export async function GET(_request: Request, context: { params: Promise<{ id: string; format: string }> }) {
  const { id, format: asked } = await context.params
  const format = historyFormats.find((one) => one === asked)
  const actor = await currentConsumer()
  if (!actor)
    return Response.redirect(
      `${env().issuer}/sign-in?next=/connections/${encodeURIComponent(id)}/history`,
      303,
    )
  const connection = format && (await showConnection(actor, id))
  if (!connection) return new Response('Not found', { status: 404 })
  const pieces = exportHistory(actor, connection.arrangementId, format)
  return new Response(Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream, {
    headers: {
      'content-type': types[format],
      'content-disposition': `attachment; filename="access-history.${format}"`,
      'cache-control': 'no-store',
    },
  })
}
