import { html } from 'hono/html'
import type { Html } from '../chart.ts'
import { nameMeter } from '../name-meter.ts'
import type { DateLimits, Usage } from '../read-usage.ts'

/** Chooses a meter, where there are several, and a day, where days are shared. */
export function chooser({ points, point, date }: Usage, { min, max }: DateLimits): Html | '' {
  if (!point?.granularity) return ''
  const fields = [
    ...(points.length > 1 ? [meterField(points, point)] : []),
    ...(point.granularity === 'P1M'
      ? []
      : [
          html`<div class="field">
    <label for="date">Day</label>
    <input id="date" name="date" type="date" required min="${min}" max="${max}" value="${date ?? max}">
  </div>`,
        ]),
  ]
  if (!fields.length) return ''
  return html`<form class="chooser" method="get" action="/data">
  ${fields}
  <button class="quiet" type="submit">Show</button>
</form>`
}

const meterField = (points: Usage['points'], chosen: Usage['point']): Html => html`<div class="field">
    <label for="point">Meter</label>
    <select id="point" name="point">${points.map(
      (point) =>
        html`<option value="${point.supplyPointId}"${point === chosen ? html` selected` : ''}>${nameMeter(point)}</option>`,
    )}</select>
  </div>`
