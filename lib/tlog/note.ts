import { concat, demand, equal, fromBase64, MalformedError, toBase64, toUtf8 } from './bytes.ts'
import { hashKey } from './hash.ts'
import { isKeyName, type VerifierKey, verifySignature } from './verifier-key.ts'

/** A text and who signed it (c2sp.org/signed-note). Don't believe the text before `openNote`. */
export interface Note {
  /** Ends with a newline */
  text: string
  signatures: NoteSignature[]
}

export interface NoteSignature {
  name: string
  /** Key id (4 bytes) and what the key made of the text */
  value: Uint8Array
}

/** Somebody who signs notes. */
export interface Signer extends VerifierKey {
  /** Ed25519 over exactly these bytes */
  sign(message: Uint8Array): Promise<Uint8Array>
}

const MOST_SIGNATURES = 100
// biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
const CONTROL = /[\x00-\x09\x0b-\x1f]/

/** Reads a note; `printNote` gives the same text again, and whatever it wouldn't is refused. */
export function parseNote(note: string): Note {
  demand(!CONTROL.test(note) && note.isWellFormed(), 'A note has no control characters.')
  const end = note.lastIndexOf('\n\n')
  demand(end >= 0 && note.endsWith('\n'), 'A note is a text, an empty line and signatures.')
  const lines = note.slice(end + 2, -1).split('\n')
  demand(lines.length <= MOST_SIGNATURES, `A note has at most ${MOST_SIGNATURES} signatures.`)
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) }
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  demand(name !== undefined && encoded !== undefined && isKeyName(name), 'Expected a signature line.')
  const value = fromBase64(encoded)
  demand(value.length > 4, 'A signature follows a key id of four bytes.')
  return { name, value }
}

/** The inverse of `parseNote`. */
export function printNote({ text, signatures }: Note): string {
  demand(text.endsWith('\n'), 'The text of a note ends with a newline.')
  return `${text}\n${signatures.map(({ name, value }) => `— ${name} ${toBase64(value)}\n`).join('')}`
}

/** Signs a text that ends with a newline. */
export async function signNote(text: string, signer: Signer): Promise<string> {
  const value = concat([hashKey(signer.name, signer.publicKey), await signer.sign(toUtf8(text))])
  const note = printNote({ text, signatures: [{ name: signer.name, value }] })
  demand(parseNote(note).text === text, 'This text can’t be signed as a note.')
  return note
}

/**
 * The text of a note, once this key has signed it. Signatures of others are ignored.
 * @throws MalformedError when this key didn't sign it, or a signature in its name is wrong
 */
export async function openNote(note: string, key: VerifierKey): Promise<string> {
  const { text, signatures } = parseNote(note)
  const id = hashKey(key.name, key.publicKey)
  const own = signatures.filter(({ name, value }) => name === key.name && equal(value.subarray(0, 4), id))
  if (own.length === 0) throw new MalformedError(`${key.name} has not signed this with the key we know.`)
  for (const { value } of own) {
    demand(
      await verifySignature(key, toUtf8(text), value.subarray(4)),
      `The signature of ${key.name} is wrong.`,
    )
  }
  return text
}
