import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fromBase64 } from './bytes.ts'
import { verifyConsistency } from './verify-consistency.ts'
import { verifyInclusion } from './verify-inclusion.ts'

/** The proof vectors of transparency-dev/merkle, which come with the project's shared data, not with the project. */
const FILE = '../shared/data/vectors/merkle-proofs.ndjson.gz'
const here = existsSync(FILE)

interface Vector {
  kind: 'inclusion' | 'consistency'
  name: string
  wantErr: boolean
  proof: string[] | null
  [field: string]: unknown
}

/** Sizes and indexes go up to 2^64, so every number is read as a bigint. */
function readVectors(): Vector[] {
  const toBigInt = (_: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' && source ? BigInt(source) : value
  const lines = gunzipSync(readFileSync(FILE)).toString().trim().split('\n')
  return lines.map((line) => JSON.parse(line, toBigInt as Parameters<typeof JSON.parse>[1]))
}

function verifies({ kind, proof, ...claim }: Vector): boolean {
  const hash = (name: string) => fromBase64(String(claim[name]))
  const path = (proof ?? []).map(fromBase64)
  if (kind === 'inclusion') {
    const [index, size] = [claim.leafIdx as bigint, claim.treeSize as bigint]
    return verifyInclusion({ index, size, leafHash: hash('leafHash'), root: hash('root'), proof: path })
  }
  const [firstSize, secondSize] = [claim.size1 as bigint, claim.size2 as bigint]
  return verifyConsistency({
    firstSize,
    secondSize,
    firstRoot: hash('root1'),
    secondRoot: hash('root2'),
    proof: path,
  })
}

describe.skipIf(!here)(
  `transparency-dev/merkle vectors${here ? '' : ` (skipped: ${FILE} is not there)`}`,
  () => {
    const vectors = here ? readVectors() : []

    test('there are 98 of each kind', () => {
      expect(vectors.filter(({ kind }) => kind === 'inclusion')).toHaveLength(98)
      expect(vectors.filter(({ kind }) => kind === 'consistency')).toHaveLength(98)
    })

    // RFC 9162 defines consistency proofs for 0 < first only. Some implementations accept an empty proof from the
    // empty tree (everything begins with it); these three want it refused, because it says nothing. So do we.
    test.each([
      'consistency/additional/size1-is-zero-and-does-not-equal-size2.json',
      'consistency/additional/size1-is-zero-and-size2-is-not-zero.json',
      'consistency/additional/sizes-are-equal-zero-and-proof-is-empty.json',
    ])('by convention the empty tree is no first tree: %s', (name) => {
      const vector = vectors.find((candidate) => candidate.name === name)
      expect(vector).toMatchObject({ size1: 0n, wantErr: true })
      expect(vector?.proof ?? []).toEqual([])
    })

    test.each(
      vectors.map((vector) => [vector.wantErr ? 'refuses' : 'accepts', vector.name, vector] as const),
    )('%s %s', (_, __, vector) => {
      expect(verifies(vector)).toBe(!vector.wantErr)
    })
  },
)
