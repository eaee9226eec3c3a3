import { sign } from 'node:crypto'
import { singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { signingKey } from '#lib/keys/index.ts'
import { parseCheckpoint, parseNote, printVkey, type Signer } from '#lib/tlog/index.ts'
import { findCheckpoint } from './store.ts'

/** Gives who signs checkpoints, when it is needed: the key is in the database. */
export type SignerSource = () => Promise<Signer>

const loaded = singleton('ledger-signer', () => ({ signer: undefined as Promise<Signer> | undefined }))

/** The ledger's own key, loaded once per process. */
export const ledgerSigner: SignerSource = () => {
  loaded().signer ??= loadSigner().catch((error) => {
    loaded().signer = undefined
    throw error
  })
  return loaded().signer as Promise<Signer>
}

async function loadSigner(): Promise<Signer> {
  const { publicJwk, privateKey } = await signingKey('ledger')
  return {
    name: await ledgerName(),
    publicKey: Uint8Array.from(Buffer.from(publicJwk.x ?? '', 'base64url')),
    sign: async (message) => sign(null, message, privateKey),
  }
}

/** The name it was born with: a log keeps its identity when its address changes. */
async function ledgerName(): Promise<string> {
  const latest = await findCheckpoint()
  return latest ? parseCheckpoint(parseNote(latest.note).text).origin : `${new URL(env().issuer).host}/log`
}

/** How to recognise the ledger's signature (c2sp.org/signed-note, "Verifier keys"). */
export const readVkey = async (source: SignerSource = ledgerSigner): Promise<string> =>
  printVkey(await source())
