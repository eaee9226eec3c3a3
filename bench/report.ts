import { writeFileSync } from 'node:fs'
import type { Results } from './compare.ts'
import { number, table } from './format.ts'
import type { PartCost } from './measure-part.ts'
import type { Pass } from './pass.ts'
import type { Subject } from './settings.ts'
import { median } from './statistics.ts'
import { summarise } from './summary.ts'

/** Keeps everything that was measured; returns where. A quick run leaves alone what was measured with care. */
export function saveReport(results: Results): string {
  const file = `bench/results/${results.settings.quick ? 'quick' : 'latest'}.json`
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  return file
}

const titles: Record<Subject, string> = {
  reads: 'An authorised read through the data API beside a bare read of the same bytes',
  tokens: 'The authorisation server on PostgreSQL beside bare oidc-provider in memory',
}

/** The report as text. */
export function formatReport({ facts, settings, passes, parts }: Results): string {
  const { homes, days, connections, rounds } = settings
  const tables = settings.subjects.map((subject) => `${titles[subject]}\n\n${passTable(passes[subject])}\n`)
  return `
${facts.cores} cores (${facts.cpu}), ${facts.platform}, Node ${facts.node}, PostgreSQL ${facts.postgres}, fsync ${facts.fsync}
${homes} homes x ${days} days, ${connections} connections, medians of ${rounds} rounds; load before the start ${facts.loadBefore}

${tables.join('\n')}
${parts.length ? `Steps of an authorised read, each run by itself\n${table(partRows(parts))}\n` : ''}
${facts.loadBefore > facts.cores / 2 ? 'Others were using this machine: trust the ratios, and not far.\n' : ''}`
}

function passTable(passes: Pass[]): string {
  const head = ['a request', 'ours', 'bare', 'ours / bare', 'lowest', 'highest']
  const names = [...new Set(passes.map((pass) => pass.case))]
  const rows = names.flatMap((name) => [
    [''],
    [name.toUpperCase()],
    ...summarise(passes, name).map((figure) => [
      figure.name,
      ...[figure.ours, figure.bare, figure.ratio, figure.lowest, figure.highest].map(number),
    ]),
  ])
  return table([head, ...rows])
}

function partRows(parts: PartCost[]): string[][] {
  const rows = [...Map.groupBy(parts, ({ name }) => name)].map(([name, costs]) => {
    const [cpu, postgres] = [
      costs.map((cost) => cost.cpu),
      costs.map((cost) => cost.postgresCpu ?? Number.NaN),
    ]
    return [name, number(median(cpu)), number(median(postgres))]
  })
  return [['each', 'CPU here, µs', 'CPU of PostgreSQL, µs'], ...rows]
}
