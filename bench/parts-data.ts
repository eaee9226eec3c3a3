import { randomUUID } from 'node:crypto'
import { recordDisclosure } from '#lib/disclosure/record-disclosure.ts'
import { readShared } from '#lib/disclosure/store.ts'
import { encodeSeries } from '#lib/energy/index.ts'
import { at, holderOf } from './parts-proof.ts'
import type { Read } from './reads.ts'

const DAY = 86_400_000

/** The statement that decides and reads. */
export async function decideAndRead(reads: Read[]) {
  const asked = await Promise.all(reads.map(async (read) => ({ read, holder: await holderOf(read) })))
  return (i: number) => {
    const { read, holder } = at(asked, i)
    return readShared(holder, read.home.handle, read.from * DAY, read.to * DAY)
  }
}

/** The JSON of what was read. */
export async function encode(reads: Read[]) {
  const read = await decideAndRead(reads)
  const stored = await Promise.all(Array.from({ length: 100 }, (_, i) => read(i)))
  const found = stored.filter((one) => one !== undefined)
  return (i: number) => encodeSeries('sp_0123456789012345678901', at(found, i), 'PT30M')
}

/** The disclosure on record and the proof used up: durable, in one commit for all that wait. */
export async function record(reads: Read[]) {
  const read = await decideAndRead(reads)
  const shared = await read(0)
  if (!shared) throw new Error('The benchmark may not read its own readings.')
  const { arrangementId, consentId, supplyPointId, fromMs, toMs } = shared
  const disclosed = { permission: 'meter.electricity.hh', granularity: 'PT30M', readings: 48 }
  const period = { periodFrom: new Date(fromMs), periodTo: new Date(toMs) }
  const pending = await Promise.all(
    reads.map(async (one) => ({
      holder: await holderOf(one),
      circumstances: { interactionId: randomUUID(), customerPresent: false },
      record: { arrangementId, consentId, supplyPointId, ...disclosed, ...period },
    })),
  )
  return (i: number) => recordDisclosure(at(pending, i))
}
