import { unpackDay } from '#lib/energy/index.ts'
import { request } from './load.ts'
import { apiCall, bareCall, expected, type Read } from './reads.ts'

/** Asks both servers for one read and compares every value with what was generated. Throws Error when one differs. */
export async function checkAnswers(read: Read, ports: { ours: number; bare: number }): Promise<void> {
  const json = JSON.parse((await request(undefined, ports.ours, apiCall(read))).toString())
  compare(
    'The data API',
    json.days.flatMap(({ values }: { values: number[] }) => values),
    expected(read),
  )
  compare('The bare server', unpack(await request(undefined, ports.bare, bareCall(read))), expected(read))
}

function unpack(wh: Buffer): number[] {
  const days = Array.from({ length: wh.length / 96 }, (_, i) => unpackDay(wh.subarray(i * 96, i * 96 + 96)))
  return days.flatMap((values) => [...values])
}

function compare(who: string, values: number[], wanted: Int32Array): void {
  if (values.length === wanted.length && values.every((wh, i) => wh === wanted[i])) return
  throw new Error(`${who} answered ${values.length} values where ${wanted.length} others were right.`)
}
