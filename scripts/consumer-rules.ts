import { globSync, readFileSync } from 'node:fs'

/** The rules of docs/consumer-rules.md, and the test files that name each. */
export interface Coverage {
  /** Every id of the page's tables, in its order */
  ids: string[]
  /** What the page says that no test names */
  declared: string[]
  /** Test files by the ids in titles of their tests */
  proofs: Map<string, string[]>
}

const ID = /\[([CDWRHT]\d{1,2})\]/g

/** Reads page and tests below the current folder. */
export function readCoverage(): Coverage {
  const page = readFileSync('docs/consumer-rules.md', 'utf8')
  const [tables = '', rest = ''] = page.split('## No test names yet')
  return {
    ids: [...tables.matchAll(/^\| ([A-Z]\d+) \|/gm)].map(([, id = '']) => id),
    declared: rest.split(/\s+/).filter(Boolean),
    proofs: readProofs(),
  }
}

function readProofs(): Map<string, string[]> {
  const proofs = new Map<string, string[]>()
  for (const file of globSync('{app,components,e2e,lib,scripts}/**/*.{test.ts,test.tsx,spec.ts}').sort())
    for (const id of idsIn(readFileSync(file, 'utf8'))) proofs.set(id, [...(proofs.get(id) ?? []), file])
  return proofs
}

/** Ids in titles: lines that begin a test or a group of tests, or a row of `test.each`. */
const idsIn = (source: string): Set<string> =>
  new Set(
    [...source.matchAll(/^\s*(?:test|describe|\[|\]\)\(|['"`]).*$/gm)].flatMap(([line]) =>
      [...line.matchAll(ID)].map(([, id = '']) => id),
    ),
  )
