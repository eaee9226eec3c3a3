import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestNode, type TestNode } from './node.ts'

/** A node that trusts the statements of these registers beside its own. */
export async function startTrustingNode(...anchors: object[]): Promise<TestNode> {
  const folder = mkdtempSync(join(tmpdir(), 'energyos-anchors-'))
  process.env.TRUST_ANCHORS = join(folder, 'anchors.json')
  writeFileSync(process.env.TRUST_ANCHORS, JSON.stringify(anchors))
  const node = await startTestNode()
  return {
    ...node,
    close: async () => {
      await node.close()
      rmSync(folder, { recursive: true })
    },
  }
}
