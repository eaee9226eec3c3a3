import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

export interface Bar {
  /** kWh; null where there is no reading */
  value: number | null
  /** What a pointer resting on it reads */
  title: string
}

/** A label under the left edge of bar number `at`. */
export interface Tick {
  at: number
  label: string
}

const WIDTH = 360
const HEIGHT = 210
const LEFT = 38
const TOP = 28
const BOTTOM = 184

/** The smallest round scale that holds `most`, in 2 to 5 steps of 1, 2 or 5 times a power of ten. */
export function roundScale(most: number): number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10)
  const steps = Math.ceil(most / step - 1e-9)
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(6)))
}

/** A bar chart as plain SVG: no script, no inline style. `label` says in words what it shows. */
export function barChart({ bars, ticks, label }: { bars: Bar[]; ticks: Tick[]; label: string }): Html {
  const scale = roundScale(Math.max(0, ...bars.map(({ value }) => value ?? 0)))
  const top = scale.at(-1) ?? 1
  const y = (value: number) => round(BOTTOM - ((BOTTOM - TOP) * value) / top)
  const x = (index: number) => round(LEFT + ((WIDTH - LEFT - 2) * index) / bars.length)
  const width = round(((WIDTH - LEFT - 2) / bars.length) * 0.8)
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
    ${scale.map(
      (value) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(value)}" y2="${y(value)}"/>
    <text class="value" x="${LEFT - 5}" y="${y(value) + 4}">${value}</text>`,
    )}
    <text class="unit" x="0" y="13">kWh</text>
    ${bars.map(
      (
        { value, title },
        index,
      ) => html`<rect class="${value === null ? 'gap' : 'bar'}" x="${x(index)}" y="${y(value ?? top)}"
      width="${width}" height="${round(BOTTOM - y(value ?? top))}" rx="1.5"><title>${title}</title></rect>`,
    )}
    ${ticks.map(({ at, label: text }) => html`<text class="tick" x="${x(at)}" y="${HEIGHT - 5}">${text}</text>`)}
  </svg>`
}

const round = (value: number): number => Math.round(value * 100) / 100
