import canonicalize from 'canonicalize'
import { createLocalJWKSet, flattenedVerify, type JSONWebKeySet } from 'jose'
import { z } from 'zod'
import type { Entry } from '#lib/ledger/index.ts'
import { parseProof, parseVkey, toUtf8, type VerifierKey, verifyProof } from '#lib/tlog/index.ts'

export const RECEIPT_TYPE = 'consent-receipt+json'

/** Larger than any receipt of ours. */
export const MOST_RECEIPT_CHARACTERS = 30_000

const text = z.string().max(2_000)

/** What the checks read of a receipt; the signature is over all of it. */
const shape = z.looseObject({
  '@type': z.literal('dpv:ConsentReceipt'),
  'dct:created': text,
  'dct:publisher': text,
  'dpv:hasRecordOfActivity': z.looseObject({
    'dct:identifier': text,
    'dct:isPartOf': text,
    'dct:hasVersion': z.int(),
    'dpv:hasDataController': z.looseObject({ 'energyos:tradingName': text, 'energyos:product': text }),
    'dpv:hasProcess': z.tuple([
      z.looseObject({
        'dpv:hasPurpose': z.looseObject({ 'dct:identifier': text }),
        'dpv:hasPersonalData': z.array(z.looseObject({ 'dct:identifier': text })).max(32),
        'energyos:endsAt': text,
      }),
    ]),
  }),
  proof: z.object({
    jws: text,
    ledger: z.array(z.object({ entry: text, proof: z.string().max(8_000).nullable() })).max(8),
  }),
})

export type SignedReceipt = z.infer<typeof shape>

/** What can be said of a receipt without asking anybody. */
export type Verdict =
  /** It is no receipt, or so damaged that it can't be read */
  | { kind: 'unreadable' }
  /** Another node's, or signed with a key that is not ours */
  | { kind: 'not-ours' }
  /** Something in it was changed after it was signed */
  | { kind: 'changed' }
  | { kind: 'genuine'; receipt: SignedReceipt; ledger: LedgerFinding }

/** `proven`: the ledger says the same; `pending`: no proof is in it; `wrong`: its proof or its entry doesn't fit. */
export interface LedgerFinding {
  kind: 'proven' | 'pending' | 'wrong'
  /** Of the entries that were proven */
  indexes: bigint[]
}

export interface VerifyReceiptInput {
  text: string
  issuer: string
  keys: JSONWebKeySet
  /** The ledger's key (c2sp.org/signed-note) */
  vkey: string
  readEntry: (leaf: Uint8Array) => Entry
}

/** Checks a receipt: ours, unchanged, and in the ledger. Needs nothing but it and the keys. */
export async function verifyReceipt({
  text,
  issuer,
  keys,
  vkey,
  readEntry,
}: VerifyReceiptInput): Promise<Verdict> {
  const receipt = parse(text)
  if (!receipt) return { kind: 'unreadable' }
  const signed = receipt['dct:publisher'] === issuer ? await verifySignature(receipt, keys) : 'not-ours'
  if (signed !== 'genuine') return { kind: signed }
  return { kind: 'genuine', receipt, ledger: await findInLedger(receipt, await parseVkey(vkey), readEntry) }
}

function parse(text: string): SignedReceipt | undefined {
  if (text.length > MOST_RECEIPT_CHARACTERS) return undefined
  try {
    return shape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function verifySignature(
  { proof, ...signed }: SignedReceipt,
  keys: JSONWebKeySet,
): Promise<'genuine' | 'not-ours' | 'changed'> {
  const [header, empty, signature, more] = proof.jws.split('.')
  if (!header || empty !== '' || !signature || more !== undefined) return 'changed'
  const payload = Buffer.from(canonicalize(signed) ?? '').toString('base64url')
  const options = { algorithms: ['ES256'] }
  try {
    const jws = { protected: header, payload, signature }
    const { protectedHeader } = await flattenedVerify(jws, createLocalJWKSet(keys), options)
    return protectedHeader?.typ === RECEIPT_TYPE ? 'genuine' : 'changed'
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_JWKS_NO_MATCHING_KEY' ? 'not-ours' : 'changed'
  }
}

async function findInLedger(
  receipt: SignedReceipt,
  key: VerifierKey,
  readEntry: VerifyReceiptInput['readEntry'],
): Promise<LedgerFinding> {
  const indexes: bigint[] = []
  let pending = receipt.proof.ledger.length === 0
  for (const { entry, proof } of receipt.proof.ledger) {
    const leaf = toUtf8(entry)
    if (!saysTheSame(receipt, leaf, readEntry)) return { kind: 'wrong', indexes: [] }
    if (proof === null) pending = true
    else if (await isProven(proof, leaf, key)) indexes.push(parseProof(proof).index)
    else return { kind: 'wrong', indexes: [] }
  }
  return { kind: pending ? 'pending' : 'proven', indexes }
}

const isProven = (proof: string, leaf: Uint8Array, key: VerifierKey): Promise<boolean> =>
  verifyProof(proof, leaf, key).catch(() => false)

/** An entry is about this consent, and the one that it began with says the same of it as the receipt. */
function saysTheSame(
  { 'dpv:hasRecordOfActivity': record }: SignedReceipt,
  leaf: Uint8Array,
  readEntry: VerifyReceiptInput['readEntry'],
): boolean {
  const entry = readOrNothing(leaf, readEntry)
  if (!entry || !('arrangement' in entry) || entry.arrangement !== record['dct:isPartOf']) return false
  const id = record['dct:identifier']
  if (entry.type !== 'consent.given')
    return entry.consent === id || ('successor' in entry && entry.successor === id)
  const [process] = record['dpv:hasProcess']
  return (
    entry.consent === id &&
    entry.version === record['dct:hasVersion'] &&
    entry.product === record['dpv:hasDataController']['energyos:product'] &&
    entry.purpose === process['dpv:hasPurpose']['dct:identifier'] &&
    entry.endsAt === process['energyos:endsAt'] &&
    String(entry.permissions) === String(process['dpv:hasPersonalData'].map((data) => data['dct:identifier']))
  )
}

function readOrNothing(leaf: Uint8Array, readEntry: VerifyReceiptInput['readEntry']): Entry | undefined {
  try {
    return readEntry(leaf)
  } catch {
    return undefined
  }
}
