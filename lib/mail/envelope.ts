import { CompactEncrypt, compactDecrypt } from 'jose'
import { assert } from '#lib/core/index.ts'
import { secret, secrets } from '#lib/keys/index.ts'
import type { MailMessage } from './message.ts'

/** What is sealed of a message: links in it may work for whoever reads them. */
export interface Letter {
  id: string
  message: MailMessage
  /** To whom, where no account says so */
  address?: string | undefined
}

/** Letters as they are kept (JWE, RFC 7516), with one look at our keys for all. */
export async function sealLetters(letters: readonly Letter[]): Promise<string[]> {
  const key = await secret('mail')
  return Promise.all(letters.map((letter) => seal(letter, key)))
}

const seal = (letter: Letter, key: Uint8Array): Promise<string> =>
  new CompactEncrypt(Buffer.from(JSON.stringify(letter)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(key)

/** The inverse, for the row that it was sealed for and no other. */
export async function openLetter(id: string, sealed: string): Promise<Letter> {
  const letter = JSON.parse(Buffer.from(await decrypt(sealed)).toString()) as Letter
  assert(letter.id === id, 'a letter belongs to its row')
  return letter
}

async function decrypt(sealed: string): Promise<Uint8Array> {
  const [first, ...older] = await secrets('mail')
  for (const key of older) {
    const opened = await compactDecrypt(sealed, key).catch(() => undefined)
    if (opened) return opened.plaintext
  }
  return (await compactDecrypt(sealed, first)).plaintext
}
