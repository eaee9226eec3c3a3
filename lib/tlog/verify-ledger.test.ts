import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, toUtf8 } from './bytes.ts'
import { signCheckpoint } from './checkpoint.ts'
import { emptyRoot } from './hash.ts'
import { fetchFrom, flip, testEntries, testLog, testSigner } from './testing.ts'
import { printVkey } from './verifier-key.ts'
import { verifyLedger } from './verify-ledger.ts'

const signer = await testSigner()
const vkey = printVkey(signer)
const entries = testEntries(600)
const files = await testLog(entries, signer)

const verify = (served: ReadonlyMap<string, Uint8Array>, more: { previous?: string; vkey?: string } = {}) =>
  verifyLedger({ fetch: fetchFrom(served), vkey, ...more })
const noteOf = (log: ReadonlyMap<string, Uint8Array>) => new TextDecoder().decode(log.get('checkpoint'))

describe('a ledger that is as it should be', () => {
  test.each([0, 1, 2, 255, 256, 257, 511, 512, 600])('verifies with %i entries', async (count) => {
    const log = count ? await testLog(entries.slice(0, count), signer) : new Map<string, Uint8Array>()
    if (count === 0) log.set('checkpoint', toUtf8(await signCheckpoint(0n, emptyRoot, signer)))
    const report = await verify(log)
    expect(report).toMatchObject({
      ok: true,
      origin: signer.name,
      size: BigInt(count),
      checkpoint: noteOf(log),
    })
    expect(report.checks).toEqual(['checkpoint', 'entries', 'tiles', 'root'])
  })

  test('verifies with more entries than a tile of tiles holds', async () => {
    const many = testEntries(66_000)
    const log = await testLog(many, signer)
    expect([...log.keys()].filter((path) => path.startsWith('tile/2/'))).toEqual(['tile/2/000.p/1'])
    const progress: bigint[] = []
    const input = {
      fetch: fetchFrom(log),
      vkey,
      previous: noteOf(files),
      onProgress: (done: bigint) => progress.push(done),
    }
    expect(await verifyLedger(input)).toMatchObject({ ok: true, size: 66_000n })
    expect(progress.at(-1)).toBe(66_000n)
  })

  test.each([1, 200, 256, 300, 512, 600])(
    'is consistent with the checkpoint that was kept at %i',
    async (size) => {
      const previous = noteOf(await testLog(entries.slice(0, size), signer))
      const report = await verify(files, { previous })
      expect(report).toMatchObject({ ok: true })
      expect(report.checks).toContain('consistency')
    },
  )

  test('is consistent with the empty ledger that was kept', async () => {
    const previous = await signCheckpoint(0n, emptyRoot, signer)
    expect((await verify(files, { previous })).checks).toContain('consistency')
  })
})

describe('a ledger that was tampered with', () => {
  test('fails for any single bit flipped anywhere', async () => {
    const paths = [...files.keys()]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), fc.nat({ max: 7 }), async (path, at, bit) => {
        const file = files.get(path) ?? new Uint8Array()
        const report = await verify(new Map(files).set(path, flip(file, at % file.length, bit)))
        expect(report.ok).toBe(false)
      }),
      { numRuns: 400 },
    )
  })

  test.each([0, 255, 256, 599])('names entry %i when one byte of it was changed', async (index) => {
    const changed = entries.map((entry, i) => (i === index ? flip(entry, 3) : entry))
    const forged = await testLog(changed, signer)
    const bundles = [...forged].filter(([path]) => path.startsWith('tile/entries/'))
    const report = await verify(new Map([...files, ...bundles]))
    expect(report).toMatchObject({
      ok: false,
      checks: ['checkpoint'],
      fault: { check: 'entries', index: BigInt(index) },
    })
  })

  test('is found by its root when all tiles were made to fit', async () => {
    const forged = await testLog(entries.with(7, toUtf8('forged')), signer)
    const report = await verify(
      new Map(forged).set('checkpoint', files.get('checkpoint') ?? new Uint8Array()),
    )
    expect(report).toMatchObject({ ok: false, fault: { check: 'root' } })
  })

  test('is found by who kept a checkpoint when it was signed anew', async () => {
    const forged = await testLog(entries.with(7, toUtf8('forged')), signer)
    expect(await verify(forged)).toMatchObject({ ok: true })
    const report = await verify(forged, { previous: noteOf(await testLog(entries.slice(0, 300), signer)) })
    expect(report).toMatchObject({ ok: false, fault: { check: 'consistency' } })
  })

  test('is found by who kept a checkpoint when entries were taken away', async () => {
    const shorter = await testLog(entries.slice(0, 599), signer)
    const report = await verify(shorter, { previous: noteOf(files) })
    expect(report).toMatchObject({
      ok: false,
      fault: { check: 'consistency', message: expect.stringContaining('fewer') },
    })
  })

  test('names the first entry below a wrong hash of a higher tile', async () => {
    const path = 'tile/1/000.p/2'
    const report = await verify(new Map(files).set(path, flip(files.get(path) ?? new Uint8Array(), 40)))
    expect(report).toMatchObject({ ok: false, fault: { check: 'tiles', index: 256n, path } })
  })

  test('fails for an entry more or less in a bundle, and for a tile of another length', async () => {
    const [bundle, tile] = ['tile/entries/002.p/88', 'tile/0/002.p/88']
    const file = (path: string) => files.get(path) ?? new Uint8Array()
    const more = new Map(files).set(bundle, concat([file(bundle), Uint8Array.of(0, 1, 65)]))
    expect(await verify(more)).toMatchObject({ ok: false, fault: { check: 'entries', index: 600n } })
    const less = new Map(files).set(bundle, file(bundle).subarray(0, -11))
    expect(await verify(less)).toMatchObject({ ok: false, fault: { check: 'entries', index: 599n } })
    const longer = new Map(files).set(tile, concat([file(tile), new Uint8Array(32)]))
    expect(await verify(longer)).toMatchObject({ ok: false, fault: { check: 'tiles', path: tile } })
  })
})

describe('what cannot be believed or reached', () => {
  test('another key, another log’s checkpoint and a key that is none are faults of the checkpoint', async () => {
    const stranger = await testSigner()
    expect(await verify(files, { vkey: printVkey(stranger) })).toMatchObject({
      ok: false,
      fault: { check: 'checkpoint' },
    })
    expect(await verify(files, { vkey: 'nonsense' })).toMatchObject({
      ok: false,
      fault: { check: 'checkpoint' },
    })
    const theirs = noteOf(await testLog(entries, stranger))
    expect(await verify(files, { previous: theirs })).toMatchObject({
      ok: false,
      fault: { check: 'consistency' },
    })
  })

  test.each(['checkpoint', 'tile/0/001', 'tile/entries/002.p/88', 'tile/1/000.p/2'])(
    'a missing %s is named',
    async (path) => {
      const served = new Map(files)
      served.delete(path)
      expect(await verify(served)).toMatchObject({ ok: false, fault: { check: 'reach', path } })
    },
  )

  test('an entry whose content has no known form is named', async () => {
    const readEntry = (_: Uint8Array, index: bigint) => {
      if (index === 300n) throw new Error('Unknown.')
    }
    const report = await verifyLedger({ fetch: fetchFrom(files), vkey, readEntry })
    expect(report).toMatchObject({ ok: false, fault: { check: 'content', index: 300n, message: 'Unknown.' } })
  })
})
