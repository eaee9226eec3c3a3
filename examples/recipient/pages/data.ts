import { html } from 'hono/html'
import type { Html } from '../chart.ts'
import { compareGrant } from '../compare-grant.ts'
import type { Connection } from '../connection.ts'
import { longDate } from '../dates.ts'
import type { SupplyPoint } from '../energy-api.ts'
import { nameMeter } from '../name-meter.ts'
import { dateLimits, type Usage } from '../read-usage.ts'
import { chooser } from './chooser.ts'
import { layout } from './layout.ts'
import { usageSections } from './usage.ts'

export interface DataState {
  connection: Connection
  usage: Usage
  today: string
  issuer: string
}

/** Everything that Brightly can see, and under which terms. */
export function dataPage({ connection, usage, today, issuer }: DataState): Html {
  const limits = dateLimits(connection.granted, today)
  return layout(
    'Your electricity',
    html`<section class="hero with-action">
  <div>
    <h1>Your electricity</h1>
    <p class="lead">You share with Brightly until ${longDate(connection.granted.access.until)}.</p>
  </div>
  <form method="post" action="/refresh"><button class="quiet" type="submit">Refresh</button></form>
</section>
${chooser(usage, limits)}
${usageSections(usage, limits)}
<div class="terms">
${grant(connection, issuer)}
${supplyPoints(usage.points)}
</div>
<p class="stop">To stop sharing, go to your connections at <a href="${issuer}">${new URL(issuer).host}</a>. Brightly loses access at once.</p>`,
  )
}

/** What was granted, and wherever it is less, what we had asked for. */
function grant({ asked, granted }: Connection, issuer: string): Html {
  const lines = compareGrant(asked, granted)
  const less = lines.some((line) => line.less)
  return html`<section class="card">
  <h2>What you share</h2>
  <p>${less ? 'You share less than Brightly asked for. That’s your choice to make.' : 'You share what Brightly asked for.'}</p>
  <dl>${lines.map(
    (line) => html`<div><dt>${line.what}</dt>
    <dd>${line.shared}${line.less ? html` <span class="less">Brightly asked: ${line.asked}</span>` : ''}</dd></div>`,
  )}</dl>
  <form method="post" action="/change"><button class="quiet" type="submit">Change what I share</button></form>
  <p class="hint">You decide at <strong>${new URL(issuer).host}</strong>. Until then nothing changes.</p>
</section>`
}

const supplyPoints = (points: readonly SupplyPoint[]): Html => html`<section class="card">
  <h2>${points.length === 1 ? 'Your meter' : 'Your meters'}</h2>
  ${
    points.length
      ? html`<ul class="points">${points.map((point) => html`<li>${nameMeter(point)}</li>`)}</ul>`
      : html`<p>There is no meter to show.</p>`
  }
</section>`
