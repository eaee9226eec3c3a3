import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '#lib/core/index.ts'
import { withTransaction } from '#lib/db/index.ts'
import { fetchLog, type LedgerReport, verifyLedger } from '#lib/tlog/index.ts'
import { appendEntry } from './append-entry.ts'
import { type LedgerEvent, parseEntry } from './entry.ts'
import { ledgerListener } from './serve.ts'
import { readVkey, type SignerSource } from './signer.ts'

/** An event like any other. */
export const testEvent = (): LedgerEvent => ({ type: 'occupancy.started', occupancy: newId('occupancy') })

/** One act of which nothing is kept but its entry. */
export const act = (event: LedgerEvent = testEvent()): Promise<bigint> =>
  withTransaction(() => appendEntry(event, { account: newId('account'), note: 'private' }))

export async function actOften(times: number): Promise<void> {
  await withTransaction(async () => {
    for (let i = 0; i < times; i += 1) await appendEntry(testEvent(), {})
  })
}

export interface ReadSide {
  /** Address of the log, ends without a slash */
  url: string
  get(path: string, init?: RequestInit): Promise<Response>
  /** Verifies everything over HTTP, with nothing but the key */
  verify(previous?: string): Promise<LedgerReport>
  close(): void
}

/** The public read side on a port of its own. */
export async function openReadSide(signer: SignerSource): Promise<ReadSide> {
  const server = createServer(ledgerListener(signer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`
  const get = (path: string, init?: RequestInit) => fetch(`${url}/${path}`, init)
  return {
    url,
    get,
    verify: async (previous) =>
      verifyLedger({
        fetch: fetchLog(url),
        vkey: await readVkey(signer),
        previous,
        readEntry: parseEntry,
      }),
    close: () => server.close(),
  }
}
