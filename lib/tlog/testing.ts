import { toUtf8 } from './bytes.ts'
import { signCheckpoint } from './checkpoint.ts'
import { printBundle } from './entry-bundle.ts'
import { edgeRoot, emptyGrowth, growTiles } from './grow-tiles.ts'
import { HASH_SIZE, hashLeaf } from './hash.ts'
import type { Signer } from './note.ts'
import { bundlePath, TILE_WIDTH, tilePath } from './tile.ts'

/** A signer for tests; its key is new each time. */
export async function testSigner(name = 'test.example/log'): Promise<Signer> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  return {
    name,
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, Uint8Array.from(message))),
  }
}

/** `count` different entries. */
export const testEntries = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => toUtf8(`entry ${i}`))

/** A whole log as the files that it serves: path below the prefix -> bytes. */
export async function testLog(
  entries: readonly Uint8Array[],
  signer: Signer,
): Promise<Map<string, Uint8Array>> {
  const tree = growTiles(0n, emptyGrowth.edge, entries.map(hashLeaf))
  const files = new Map<string, Uint8Array>()
  for (const { level, n, hashes } of tree.tiles) {
    files.set(tilePath({ level, n, width: hashes.length / HASH_SIZE }), hashes)
  }
  for (let n = 0; n * TILE_WIDTH < entries.length; n += 1) {
    const part = entries.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH)
    files.set(bundlePath({ n: BigInt(n), width: part.length }), printBundle(part))
  }
  return files.set('checkpoint', toUtf8(await signCheckpoint(tree.size, await edgeRoot(tree), signer)))
}

/** Serves such files. */
export const fetchFrom = (files: ReadonlyMap<string, Uint8Array>) => async (path: string) => {
  const file = files.get(path)
  if (!file) throw new Error(`There is no ${path}.`)
  return file
}

/** A copy with one bit flipped. */
export function flip(bytes: Uint8Array, at: number, bit = 0): Uint8Array<ArrayBuffer> {
  const flipped = Uint8Array.from(bytes)
  flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
  return flipped
}
