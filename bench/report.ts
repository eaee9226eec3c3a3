import { writeFileSync } from 'node:fs'
import type { Results } from './compare.ts'
import { number, table } from './format.ts'
import type { PartCost } from './measure-part.ts'
import { caseNames } from './settings.ts'
import { median } from './statistics.ts'
import { summarise } from './summary.ts'

const FILE = 'bench/results/latest.json'

/** Keeps everything that was measured; returns where. */
export function saveReport(results: Results): string {
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`)
  return FILE
}

/** The report as text. */
export function formatReport({ facts, settings, passes, parts }: Results): string {
  const { homes, days, connections, rounds } = settings
  const head = ['a request', 'ours', 'bare', 'ours / bare', 'lowest', 'highest']
  const rows = caseNames.flatMap((name) => [
    [''],
    [name.toUpperCase()],
    ...summarise(passes, name).map((figure) => [
      figure.name,
      ...[figure.api, figure.bare, figure.ratio, figure.lowest, figure.highest].map(number),
    ]),
  ])
  return `
An authorised read through the data API beside a bare read of the same bytes
${facts.cores} cores (${facts.cpu}), ${facts.platform}, Node ${facts.node}, PostgreSQL ${facts.postgres}, fsync ${facts.fsync}
${homes} homes x ${days} days, ${connections} connections, medians of ${rounds} rounds; load before the start ${facts.loadBefore}

${table([head, ...rows])}

Steps of an authorised read, each run by itself
${table([['each', 'CPU here, µs', 'CPU of PostgreSQL, µs'], ...partRows(parts)])}
${facts.loadBefore > facts.cores / 2 ? '\nOthers were using this machine: trust the ratios, and not far.\n' : ''}`
}

function partRows(parts: PartCost[]): string[][] {
  return [...Map.groupBy(parts, ({ name }) => name)].map(([name, costs]) => {
    const [cpu, postgres] = [
      costs.map((cost) => cost.cpu),
      costs.map((cost) => cost.postgresCpu ?? Number.NaN),
    ]
    return [name, number(median(cpu)), number(median(postgres))]
  })
}
