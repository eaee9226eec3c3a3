import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import {
  openCheckpoint,
  parseBundle,
  parseVkey,
  proveConsistency,
  readFromTiles,
  tilePath,
  verifyConsistency,
  verifyProof,
} from '#lib/tlog/index.ts'
import { testSigner } from '#lib/tlog/testing.ts'
import { isEventType, parseEntry } from './entry.ts'
import { listEntries } from './list-entries.ts'
import { proveEntry } from './prove-entry.ts'
import { readCheckpoint } from './read-checkpoint.ts'
import { sequenceNow } from './sequence.ts'
import { act, actOften, openReadSide } from './testing.ts'

await useTestDatabase()
const signer = await testSigner()
const source = async () => signer
const readSide = await openReadSide(source)
afterAll(() => readSide.close())

let kept = ''
beforeAll(async () => {
  await actOften(300)
  await sequenceNow(source)
  kept = await (await readSide.get('checkpoint')).text()
  await actOften(300)
  await sequenceNow(source)
})

const bytesOf = async (path: string) => new Uint8Array(await (await readSide.get(path)).arrayBuffer())

describe('the public read side', () => {
  test('serves the checkpoint as text that is asked for anew each time', async () => {
    const response = await readSide.get('checkpoint')
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(await openCheckpoint(await response.text(), signer)).toMatchObject({
      origin: signer.name,
      size: 600n,
    })
  })

  test('serves the key that verifies it', async () => {
    const vkey = await (await readSide.get('vkey')).text()
    expect(parseVkey(vkey.trimEnd())).toEqual({ name: signer.name, publicKey: signer.publicKey })
  })

  test.each([
    ['tile/0/000', 8_192],
    ['tile/0/002.p/88', 88 * 32],
    ['tile/0/001.p/44', 44 * 32],
    ['tile/0/002.p/1', 32],
    ['tile/1/000.p/2', 64],
    ['tile/1/000.p/1', 32],
  ])('serves %s, cacheable for ever', async (path, length) => {
    const response = await readSide.get(path)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await response.arrayBuffer()).toHaveProperty('byteLength', length)
  })

  test('serves entry bundles, compressed for who asks, with the same content', async () => {
    const [zipped, plain] = [
      await readSide.get('tile/entries/002.p/88', { headers: { 'accept-encoding': 'gzip' } }),
      await readSide.get('tile/entries/002.p/88', { headers: { 'accept-encoding': 'identity' } }),
    ]
    expect([zipped, plain].map(({ headers }) => headers.get('content-encoding'))).toEqual(['gzip', null])
    expect(zipped.headers.get('vary')).toBe('accept-encoding')
    const [unzipped, content] = [
      new Uint8Array(await zipped.arrayBuffer()),
      new Uint8Array(await plain.arrayBuffer()),
    ]
    expect(unzipped).toEqual(content)
    expect(parseBundle(content).map((entry) => parseEntry(entry).type)).toHaveLength(88)
  })

  test.each([
    '',
    'nothing',
    'checkpoint/',
    'tile/0/002',
    'tile/0/002.p/89',
    'tile/0/003.p/1',
    'tile/1/000',
    'tile/1/000.p/3',
    'tile/2/000.p/1',
    'tile/0/2',
    'tile/00/000',
    'tile/entries/003.p/1',
    'tile/entries/002',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
  ])('has nothing at /log/%s', async (path) => {
    const response = await readSide.get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('is open to pages of every origin, also where there is nothing', async () => {
    for (const path of ['checkpoint', 'tile/0/000', 'nothing']) {
      expect((await readSide.get(path)).headers.get('access-control-allow-origin')).toBe('*')
    }
  })

  test('answers HEAD as GET without the content', async () => {
    const response = await readSide.get('tile/0/000', { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe('8192')
    expect(await response.text()).toBe('')
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('allows no %s', async (method) => {
    const response = await readSide.get('checkpoint', { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })

  test('survives a request line that is no address', async () => {
    const { hostname, port } = new URL(readSide.url)
    const status = await new Promise((resolve, reject) => {
      request({ hostname, port, path: '//' }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(404)
  })

  test('says that it can’t be read while the database is away', async () => {
    await pool().query('alter table ledger_checkpoint rename to ledger_checkpoint_away')
    const response = await readSide.get('checkpoint')
    await pool().query('alter table ledger_checkpoint_away rename to ledger_checkpoint')
    expect(response.status).toBe(503)
    expect(await response.text()).toBe('The ledger can’t be read right now.\n')
  })
})

describe('proofs from the read side', () => {
  test.each([0n, 255n, 256n, 511n, 512n, 599n])(
    'entry %i has a proof that stands on its own',
    async (index) => {
      const [listed] = await listEntries({ before: index + 1n, limit: 1 })
      const n = index / 256n
      const width = n === 2n ? 88 : 256
      const bundle = await bytesOf(
        `tile/entries/${String(n).padStart(3, '0')}${width === 256 ? '' : `.p/${width}`}`,
      )
      const entry = parseBundle(bundle)[Number(index % 256n)] ?? new Uint8Array()
      const proof = await proveEntry(index)
      expect(await verifyProof(proof, entry, signer)).toBe(true)
      expect(parseEntry(entry)).toEqual(listed?.entry)
    },
  )

  test('an entry that is not there has no proof', async () => {
    await expect(proveEntry(600n)).rejects.toMatchObject({ code: 'not_found', reason: 'no-such-entry' })
    await expect(proveEntry(-1n)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('anybody can prove from tiles that a kept checkpoint is where the ledger began', async () => {
    const [first, second] = [
      await openCheckpoint(kept, signer),
      await openCheckpoint(await (await readSide.get('checkpoint')).text(), signer),
    ]
    const read = readFromTiles(second.size, (tiles) =>
      Promise.all(tiles.map((tile) => bytesOf(tilePath(tile)))),
    )
    const proof = await proveConsistency(first.size, second.size, read)
    const claim = {
      firstSize: first.size,
      secondSize: second.size,
      firstRoot: first.root,
      secondRoot: second.root,
      proof,
    }
    expect(verifyConsistency(claim)).toBe(true)
    expect(await readSide.verify(kept)).toMatchObject({ ok: true })
  })
})

describe('the list of entries', () => {
  test('comes newest first, page by page, without gaps', async () => {
    const first = await listEntries({ limit: 250 })
    const second = await listEntries({ limit: 500, before: first.at(-1)?.index })
    expect([...first, ...second].map(({ index }) => Number(index))).toEqual(
      Array.from({ length: 600 }, (_, i) => 599 - i),
    )
    expect(first[0]?.leafHash).toMatch(/^[0-9a-f]{64}$/)
    expect(first[0]?.appendedAt.toISOString()).toBe(first[0]?.entry?.ts)
  })

  test('can be of one kind', async () => {
    await act({ type: 'disclosures.closed', count: 3, root: 'A'.repeat(43) })
    await sequenceNow(source)
    const listed = await listEntries({ limit: 10, type: 'disclosures.closed' })
    expect(listed.map(({ index, entry }) => [index, entry?.type])).toEqual([[600n, 'disclosures.closed']])
    expect(isEventType('disclosures.opened')).toBe(false)
  })

  test('has no more than 500 entries, however many are asked for', async () => {
    expect(await listEntries({ limit: 10_000 })).toHaveLength(500)
  })

  test('the checkpoint on the page is the one that is served', async () => {
    const published = await readCheckpoint()
    expect(published?.note).toBe(await (await readSide.get('checkpoint')).text())
    expect(published).toMatchObject({ origin: signer.name, size: 601n })
    expect(published?.note.split('\n')[2]).toBe(published?.root)
  })
})
