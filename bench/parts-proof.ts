import { verify } from 'node:crypto'
import { type Asking, authenticate } from '#lib/api/authenticate.ts'
import type { Holder } from '#lib/disclosure/index.ts'
import { publicKey } from './dpop.ts'
import { apiCall, htuOf, type Read } from './reads.ts'

const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const

/** The signature of a proof, by node:crypto with the key at hand: what no check of a proof can do without. */
export async function verifyRaw(reads: Read[]) {
  const proofs = reads.map((read) => {
    const proof = apiCall(read).headers.dpop
    const dot = proof.lastIndexOf('.')
    return {
      signed: Buffer.from(proof.slice(0, dot)),
      signature: Buffer.from(proof.slice(dot + 1), 'base64url'),
    }
  })
  return (i: number) => {
    const { signed, signature } = at(proofs, i)
    if (!verify('sha256', signed, key, signature)) throw new Error('A proof of ours does not verify.')
  }
}

/** The data API's whole check of who asks, before it asks the database. */
export async function checkProofs(reads: Read[]) {
  const calls = reads.map(askingOf)
  return (i: number) => authenticate(at(calls, i))
}

/** Who asks for a read, as the data API finds out. */
export const holderOf = (read: Read): Promise<Holder> => authenticate(askingOf(read))

const askingOf = (read: Read): Asking => ({
  headers: new Headers(apiCall(read).headers),
  method: 'GET',
  url: htuOf(read.home),
  certificate: () => undefined,
})

/** The i-th of a list that isn't empty, from the start again after the end. */
export const at = <T>(list: T[], i: number): T => list[i % list.length] as T
