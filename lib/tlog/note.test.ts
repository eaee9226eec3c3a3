import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, MalformedError, toBase64, toUtf8 } from './bytes.ts'
import { openCheckpoint, parseCheckpoint, printCheckpoint, signCheckpoint } from './checkpoint.ts'
import { hashLeaf } from './hash.ts'
import { openNote, parseNote, printNote, signNote } from './note.ts'
import { parseProof, printProof, verifyProof } from './proof.ts'
import { proveInclusion, readFromLeaves, rootOf } from './prove.ts'
import { testEntries, testSigner } from './testing.ts'
import { parseVkey, printVkey } from './verifier-key.ts'

/** The example of c2sp.org/signed-note. */
const example = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`,
}

/** The example of golang.org/x/mod/sumdb/note. */
const neumann = {
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note: `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`,
}

/** The example of c2sp.org/tlog-checkpoint. */
const behindTheSofa = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`

describe('verifier keys', () => {
  test.each([example.vkey, neumann.vkey])('%s is parsed and printed alike', (vkey) => {
    expect(printVkey(parseVkey(vkey))).toBe(vkey)
  })

  test.each([
    ['another name', example.vkey.replace('foo', 'bar')],
    ['another key id', example.vkey.replace('530d903a', '530d903b')],
    ['a key id in capitals', example.vkey.replace('530d903a', '530D903A')],
    ['another kind of key', example.vkey.replace('+Aek', '+Bek')],
    ['padding that does not belong', `${example.vkey}=`],
    ['white space', `${example.vkey}\n`],
    ['no key', 'example.com/foo+530d903a+'],
    ['nothing', ''],
  ])('a key with %s is refused', (_, vkey) => {
    expect(() => parseVkey(vkey)).toThrow(MalformedError)
  })
})

describe('signed notes', () => {
  test.each([example, neumann])(
    'the published example $vkey opens and prints alike',
    async ({ vkey, note }) => {
      expect(printNote(parseNote(note))).toBe(note)
      expect(await openNote(note, parseVkey(vkey))).toBe(parseNote(note).text)
    },
  )

  test('signing and opening are inverses', async () => {
    const signer = await testSigner()
    const line = fc.string({ unit: 'grapheme' }).map((any) => any.replaceAll(/\p{Cc}/gu, ''))
    await fc.assert(
      fc.asyncProperty(line, async (first) => {
        const text = `${first}\n\nlast line\n`
        expect(await openNote(await signNote(text, signer), signer)).toBe(text)
      }),
      { numRuns: 50 },
    )
  })

  test('a changed text, a signature in somebody else’s key and an unknown signer are refused', async () => {
    const [signer, other] = [await testSigner(), await testSigner()]
    const note = await signNote('one line\n', signer)
    await expect(openNote(note.replace('one', 'two'), signer)).rejects.toThrow('is wrong')
    await expect(openNote(note, other)).rejects.toThrow('has not signed')
    await expect(openNote(example.note, signer)).rejects.toThrow('has not signed')
  })

  test('signatures of others are ignored, a wrong one of ours is not', async () => {
    const [signer, witness] = [await testSigner(), await testSigner('witness.example')]
    const [ours, theirs] = [
      parseNote(await signNote('x\n', signer)),
      parseNote(await signNote('x\n', witness)),
    ]
    const both = { text: 'x\n', signatures: [...theirs.signatures, ...ours.signatures] }
    expect(await openNote(printNote(both), signer)).toBe('x\n')
    const forged = parseNote(await signNote('y\n', signer))
    const mixed = { text: 'x\n', signatures: [...ours.signatures, ...forged.signatures] }
    await expect(openNote(printNote(mixed), signer)).rejects.toThrow('is wrong')
  })

  test.each([
    ['no empty line', 'text\n— a AAAAAAA=\n'],
    ['no signature', 'text\n\n'],
    ['no final newline', example.note.slice(0, -1)],
    ['a carriage return', example.note.replace('.\n', '.\r\n')],
    ['a tab', example.note.replace(' is', '\tis')],
    ['a hyphen for the dash', example.note.replace('—', '-')],
    ['two spaces', example.note.replace('— ', '—  ')],
    ['a name with a plus', example.note.replace('com/foo', 'com+foo')],
    ['base64 without padding', example.note.replace('QM=', 'QM')],
    ['base64 with stray bits', example.note.replace('QM=', 'QN=')],
    ['a signature of a key id only', 'text\n\n— a AAAAAA==\n'],
    ['an empty signature line', `${example.note}\n`],
    ['a lone surrogate', example.note.replace('This', '\ud800')],
  ])('a note with %s is refused', (_, note) => {
    expect(() => parseNote(note)).toThrow(MalformedError)
  })

  test('a text that could be taken for another note is not signed', async () => {
    const signer = await testSigner()
    await expect(signNote('no newline', signer)).rejects.toThrow(MalformedError)
    await expect(signNote('tab\there\n', signer)).rejects.toThrow(MalformedError)
  })
})

describe('checkpoints', () => {
  test('the example of the specification is parsed and printed alike', () => {
    const { text } = parseNote(behindTheSofa)
    const checkpoint = parseCheckpoint(text)
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163n })
    expect(printCheckpoint(checkpoint)).toBe(text)
  })

  test('parsing is the inverse of printing', () => {
    const any = fc.record({
      origin: fc.webAuthority({ withPort: true }).map((host) => `${host}/log`),
      size: fc.bigInt(0n, 2n ** 64n - 1n),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    })
    fc.assert(
      fc.property(any, (one) => {
        expect(parseCheckpoint(printCheckpoint(one))).toEqual(one)
      }),
    )
  })

  const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='
  test.each([
    ['a leading zero', `a\n01\n${root}\n`],
    ['a sign', `a\n+1\n${root}\n`],
    ['a size beyond 64 bits', `a\n18446744073709551616\n${root}\n`],
    ['no size', `a\n\n${root}\n`],
    ['no origin', `\n1\n${root}\n`],
    ['a short root', `a\n1\n${toBase64(new Uint8Array(31))}\n`],
    ['a root in other base64', `a\n1\n${root.replaceAll('/', '_')}\n`],
    ['an extension line', `a\n1\n${root}\nmore\n`],
    ['no final newline', `a\n1\n${root}`],
    ['an empty line more', `a\n1\n${root}\n\n`],
  ])('a checkpoint with %s is refused', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(MalformedError)
  })

  test('a signed checkpoint of another log is refused, though the key is right', async () => {
    const signer = await testSigner()
    const checkpoint = { origin: 'other.example/log', size: 1n, root: fromBase64(root) }
    expect(await openCheckpoint(await signCheckpoint(1n, checkpoint.root, signer), signer)).toEqual({
      ...checkpoint,
      origin: signer.name,
    })
    const foreign = await signNote(printCheckpoint(checkpoint), signer)
    await expect(openCheckpoint(foreign, signer)).rejects.toThrow('another log')
  })
})

describe('proofs to keep', () => {
  test('a proof shows its entry and no other, and prints alike', async () => {
    const signer = await testSigner()
    const entries = testEntries(700)
    const leaves = entries.map(hashLeaf)
    const checkpoint = await signCheckpoint(700n, rootOf(leaves), signer)
    for (const index of [0, 255, 256, 511, 699]) {
      const inclusion = await proveInclusion(BigInt(index), 700n, readFromLeaves(leaves))
      const text = printProof({ index: BigInt(index), inclusion, checkpoint })
      expect(printProof(parseProof(text))).toBe(text)
      expect(await verifyProof(text, entries[index] ?? new Uint8Array(), signer)).toBe(true)
      expect(await verifyProof(text, toUtf8('something else'), signer)).toBe(false)
      await expect(verifyProof(text, toUtf8('x'), await testSigner())).rejects.toThrow('has not signed')
    }
  })

  test('the only entry of a log needs no hashes', async () => {
    const signer = await testSigner()
    const entry = toUtf8('alone')
    const checkpoint = await signCheckpoint(1n, hashLeaf(entry), signer)
    const text = printProof({ index: 0n, inclusion: [], checkpoint })
    expect(text.startsWith('c2sp.org/tlog-proof@v1\nindex 0\n\ntest.example/log\n1\n')).toBe(true)
    expect(await verifyProof(text, entry, signer)).toBe(true)
  })

  const tail = `\n\n${behindTheSofa}`
  test.each([
    ['another version', `c2sp.org/tlog-proof@v2\nindex 0${tail}`],
    ['no index', `c2sp.org/tlog-proof@v1${tail}`],
    ['a leading zero', `c2sp.org/tlog-proof@v1\nindex 00${tail}`],
    ['a short hash', `c2sp.org/tlog-proof@v1\nindex 0\nAAAA${tail}`],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 0\n\n'],
    ['nothing', ''],
  ])('a proof with %s is refused', (_, text) => {
    expect(() => parseProof(text)).toThrow(MalformedError)
  })
})
