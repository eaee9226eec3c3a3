import { MalformedError, parseTilePath, printBundle } from '#lib/tlog/index.ts'
import { readVkey, type SignerSource } from './signer.ts'
import { findCheckpoint, readBundle, readTiles } from './store.ts'

/** One file of the public read side. */
export interface Resource {
  type: 'text/plain; charset=utf-8' | 'application/octet-stream'
  cacheControl: string
  compress: boolean
  body: Uint8Array
}

const IMMUTABLE = 'public, max-age=31536000, immutable'
const TEXT = { type: 'text/plain; charset=utf-8', cacheControl: 'no-cache', compress: false } as const
const BYTES = { type: 'application/octet-stream', cacheControl: IMMUTABLE } as const

/** What stands at this path below `/log/`, if anything does (c2sp.org/tlog-tiles). */
export async function findResource(path: string, signer: SignerSource): Promise<Resource | undefined> {
  if (path === 'vkey') return { ...TEXT, body: Buffer.from(`${await readVkey(signer)}\n`) }
  if (path === 'checkpoint') {
    const latest = await findCheckpoint()
    return latest ? { ...TEXT, body: Buffer.from(latest.note) } : undefined
  }
  return path.startsWith('tile/') ? findTile(path) : undefined
}

async function findTile(path: string): Promise<Resource | undefined> {
  const place = parsePath(path)
  if (!place) return undefined
  if (place.level !== undefined) {
    const [hashes] = await readTiles([place])
    return hashes && { ...BYTES, compress: false, body: hashes }
  }
  const entries = await readBundle(place)
  return entries && { ...BYTES, compress: true, body: printBundle(entries) }
}

/** The index is a bigint in the database; nothing stands beyond it. */
function parsePath(path: string) {
  try {
    const place = parseTilePath(path)
    return place.n < 2n ** 55n ? place : undefined
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}
