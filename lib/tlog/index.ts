export { equal, fromBase64, fromUtf8, MalformedError, toBase64, toHex, toUtf8 } from './bytes.ts'
export {
  type Checkpoint,
  openCheckpoint,
  parseCheckpoint,
  printCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
export { parseBundle, printBundle } from './entry-bundle.ts'
export { fetchLog } from './fetch-log.ts'
export { type Edge, edgeRoot, growTiles, type TileContent } from './grow-tiles.ts'
export { emptyRoot, HASH_SIZE, hashLeaf, hashNode } from './hash.ts'
export { type LedgerCheck, type LedgerFault, type LedgerReport, ledgerChecks } from './ledger-report.ts'
export { type Note, openNote, parseNote, printNote, type Signer, signNote } from './note.ts'
export { type Proof, parseProof, printProof, verifyProof } from './proof.ts'
export {
  type HashReader,
  proveConsistency,
  proveInclusion,
  readFromLeaves,
  rootOf,
  treeRoot,
} from './prove.ts'
export {
  type Bundle,
  bundlePath,
  edgeTiles,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tileWidth,
} from './tile.ts'
export { readFromTiles } from './tile-hashes.ts'
export { parseVkey, printVkey, type VerifierKey } from './verifier-key.ts'
export { type ConsistencyClaim, verifyConsistency } from './verify-consistency.ts'
export { type InclusionClaim, verifyInclusion } from './verify-inclusion.ts'
export { type VerifyLedgerInput, verifyLedger } from './verify-ledger.ts'
