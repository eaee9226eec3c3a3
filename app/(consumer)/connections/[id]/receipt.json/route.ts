import { currentConsumer } from '#lib/auth/current-session.ts'
import { makeReceipt } from '#lib/consent/index.ts'
import { isId } from '#lib/core/index.ts'
import { download, signInFirst } from '#lib/http/index.ts'

/** The receipt of a connection of theirs, as a file to keep. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params
  const actor = await currentConsumer()
  if (!actor) return signInFirst(`/connections/${id}`)
  const receipt = isId('arrangement', id) ? await makeReceipt(actor, id) : undefined
  if (!receipt) return new Response(null, { status: 404 })
  const body = `${JSON.stringify(receipt, null, 2)}\n`
  return download(body, { name: `receipt-${id}.json`, type: 'application/ld+json' })
}
