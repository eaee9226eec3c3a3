import { type LedgerReport, verifyLedger } from '#lib/tlog/index.ts'

export interface Progress {
  done: bigint
  size: bigint
}

const KEPT = 'energyos.kept-checkpoint'

/**
 * Verifies the ledger of this origin, also against the checkpoint that this browser kept the last time, and keeps
 * the new one. A checkpoint of another key (a demo that was made anew) is forgotten.
 */
export async function verifyInBrowser(
  vkey: string,
  onProgress: (progress: Progress) => void,
): Promise<LedgerReport> {
  const kept = readKept(vkey)
  const report = await verifyLedger({
    fetch: read,
    vkey,
    previous: kept,
    onProgress: (done, size) => onProgress({ done, size }),
  })
  if (report.ok) localStorage.setItem(KEPT, JSON.stringify({ vkey, checkpoint: report.checkpoint }))
  return report
}

async function read(path: string): Promise<Uint8Array> {
  const response = await fetch(`/log/${path}`, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`The ledger answered ${response.status} for ${path}.`)
  return new Uint8Array(await response.arrayBuffer())
}

function readKept(vkey: string): string | undefined {
  const text = localStorage.getItem(KEPT)
  const kept = text ? (JSON.parse(text) as { vkey: string; checkpoint: string }) : undefined
  return kept?.vkey === vkey ? kept.checkpoint : undefined
}
