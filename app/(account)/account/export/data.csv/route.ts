import { exportAccount, printCsv } from '#lib/account/index.ts'
import { currentConsumer } from '#lib/auth/current-session.ts'
import { download, signInFirst } from '#lib/http/index.ts'

/** Everything about the signed-in consumer, as a file. */
export async function GET(): Promise<Response> {
  const actor = await currentConsumer()
  if (!actor) return signInFirst('/account/export')
  const body = printCsv(await exportAccount(actor))
  return download(body, { name: 'my-energyos-data.csv', type: 'text/csv' })
}
