import { receiptKeys } from '#lib/consent/index.ts'

/** The keys that receipts are signed with (RFC 7517), for whoever checks them without us. */
export async function GET(): Promise<Response> {
  return Response.json(await receiptKeys(), {
    headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
  })
}
